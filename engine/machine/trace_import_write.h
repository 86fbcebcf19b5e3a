// trace_import_write.h — planned records as lines of the scenario language.
#ifndef KMEM_MACHINE_TRACE_IMPORT_WRITE_H_
#define KMEM_MACHINE_TRACE_IMPORT_WRITE_H_

#include <string>
#include <vector>

#include "machine/trace_import_plan.h"

namespace kmem::ftrace {

class ScenarioWriter {
 public:
  // Appends title, memory, profile, and where the scenario comes from.
  void write_head(const Recording& recording, ImportReport& report, std::string& text);
  // Appends the commands of up to `records` more records. False when all are written.
  bool write(const Recording& recording, const std::vector<PlannedCache>& caches, uint32_t records,
             ImportReport& report, std::string& text);

 private:
  std::vector<bool> created_;
  size_t at_ = 0;
};

}  // namespace kmem::ftrace

#endif  // KMEM_MACHINE_TRACE_IMPORT_WRITE_H_
