// churn(500, seed=7, orders=0..3, fill=70) and churn(dentry, 500, seed=7, live=100).
#include "base/digits.h"
#include "machine/scenario_parser.h"

namespace kmem {
namespace {

enum Option : uint32_t { seed, orders, fill, live, none };
constexpr std::string_view kOptions[] = {"seed", "orders", "fill", "live"};

// Pages have orders and a fill, objects have a number to keep alive.
constexpr bool fits(uint32_t option, bool objects) {
  return option == seed || (option != none && objects == (option == live));
}

}  // namespace

bool StatementParser::churn(Statement& s) {
  ChurnParts parts;
  parts.seed.number = 1;
  if (!want(TokenKind::open_paren, "(")) return false;
  parts.objects = !at(TokenKind::number);
  if (parts.objects && (!cache_use(parts.cache) || !want(TokenKind::comma, ","))) return false;
  Value operations;
  if (!constant(operations)) return false;
  if (operations.number > kMaxCommands)
    return fail(Code::too_many_commands, operations.span, kMaxCommands);
  parts.operations = static_cast<uint32_t>(operations.number);
  uint32_t seen = 0;
  while (skip(TokenKind::comma))
    if (!churn_option(parts, seen)) return false;
  s.detail = static_cast<uint32_t>(tree_->churns.size());
  tree_->churns.push_back(parts);
  return want(TokenKind::close_paren, ")");
}

bool StatementParser::churn_option(ChurnParts& parts, uint32_t& seen) {
  Span name;
  if (!option_name(name)) return false;
  uint32_t option = 0;
  while (option != none && kOptions[option] != text_of(name)) ++option;
  if (!fits(option, parts.objects))
    return fail(Code::unknown_option, name, parts.objects ? "seed, live" : "seed, orders, fill");
  if ((seen & (1u << option)) != 0) return fail(Code::option_twice, name);
  seen |= 1u << option;
  if (!want(TokenKind::assign, "=")) return false;
  if (option == seed) return value(parts.seed);
  if (option == orders) return churn_orders(parts);
  Value number;
  if (!constant(number)) return false;
  if (option == fill && number.number > 100) return fail(Code::fill_range, number.span, "0..100");
  if (option == live && number.number > kMaxHandles)
    return fail(Code::too_many_handles, number.span, kMaxHandles);
  (option == fill ? parts.fill : parts.live) = static_cast<uint32_t>(number.number);
  return true;
}

// `0..3`, or `2` for one order only.
bool StatementParser::churn_orders(ChurnParts& parts) {
  Value lowest;
  if (!constant(lowest)) return false;
  Value highest = lowest;
  if (skip(TokenKind::dots) && !constant(highest)) return false;
  for (const Value* order : {&lowest, &highest})
    if (order->number > kMaxOrder)
      return fail(Code::order_range, order->span, "0.." + decimal_text(kMaxOrder));
  if (lowest.number > highest.number) {
    const Span both{lowest.span.offset,
                    highest.span.offset + highest.span.length - lowest.span.offset};
    return fail(Code::churn_orders, both);
  }
  parts.lowest_order = static_cast<uint32_t>(lowest.number);
  parts.highest_order = static_cast<uint32_t>(highest.number);
  return true;
}

}  // namespace kmem
