// race_support.h — programs and contenders for the tests of the race.
#ifndef KMEM_TESTS_COURSE_RACE_SUPPORT_H_
#define KMEM_TESTS_COURSE_RACE_SUPPORT_H_

#include <gtest/gtest.h>

#include <string>

#include "course/race.h"
#include "machine/scenario.h"

namespace kmem {

inline constexpr ContenderKind kEverybody[] = {ContenderKind::first_fit, ContenderKind::best_fit,
                                               ContenderKind::worst_fit, ContenderKind::next_fit,
                                               ContenderKind::buddy,     ContenderKind::slab};

inline Program parse_program(const std::string& text) {
  ScenarioParser parser(text);
  while (parser.step(1000)) {
  }
  EXPECT_TRUE(parser.diagnostics().empty()) << text;
  return parser.take_program();
}

}  // namespace kmem

#endif  // KMEM_TESTS_COURSE_RACE_SUPPORT_H_
