// region_tree.h — the regions of a segment in order, and quick answers about the holes among them.
//
// A textbook walks a list of holes from its start. The answer of that walk, and how many holes it
// looks at, follow from a balanced tree that knows below each node how many holes there are and how
// large the largest is; so a long list costs its logarithm. The tree is a treap (Aragon, Seidel:
// "Randomized Search Trees", Algorithmica 1996) whose priorities are a hash of the region's id.
//
// Nodes are numbered as the regions are; links are ids. A region is in the tree once, under a key
// that no other region has.
#ifndef KMEM_FIT_REGION_TREE_H_
#define KMEM_FIT_REGION_TREE_H_

#include <vector>

#include "base/types.h"

namespace kmem {

// By address: (start, 0). By size: (size, start), so that holes of one size come in address order.
struct RegionKey {
  uint64_t first = 0;
  uint64_t second = 0;
  friend constexpr bool operator==(const RegionKey&, const RegionKey&) = default;
  friend constexpr auto operator<=>(const RegionKey&, const RegionKey&) = default;
};

class RegionTree {
 public:
  // `hole`: the bytes of the hole; 0 if the region is a block in use.
  void insert(uint32_t id, RegionKey key, Bytes hole);
  void erase(uint32_t id);
  // The region stays where it is and becomes a hole of other size, or a block (0).
  void set_hole(uint32_t id, Bytes hole);

  uint32_t holes() const { return holes_under(root_); }
  Bytes largest_hole() const { return largest_under(root_); }
  // Holes whose key is below `key`.
  uint32_t holes_before(RegionKey key) const;
  // The first hole of at least `size` bytes whose key is `key` or above, or kNone.
  uint32_t first_hole(RegionKey key, Bytes size) const { return first_under(root_, key, size); }
  // The region with the largest key up to `key`, or kNone.
  uint32_t at_or_before(RegionKey key) const;
  uint64_t memory_bytes() const { return nodes_.capacity() * sizeof(Node); }

  friend bool operator==(const RegionTree&, const RegionTree&) = default;

 private:
  friend class FitSurgeon;  // tests break a tree on purpose, to see the audit find it

  struct Node {
    RegionKey key;
    Bytes hole = 0;
    Bytes largest = 0;  // of the holes in this subtree
    uint32_t holes = 0;
    uint32_t left = kNone;
    uint32_t right = kNone;
    friend bool operator==(const Node&, const Node&) = default;
  };

  uint32_t holes_under(uint32_t node) const { return node == kNone ? 0 : nodes_[node].holes; }
  Bytes largest_under(uint32_t node) const { return node == kNone ? 0 : nodes_[node].largest; }
  uint32_t first_under(uint32_t node, RegionKey key, Bytes size) const;
  void sum_up(uint32_t node);
  void split(uint32_t node, RegionKey key, uint32_t& below, uint32_t& above);
  uint32_t join(uint32_t below, uint32_t above);
  void insert_under(uint32_t& node, uint32_t id);
  void erase_under(uint32_t& node, RegionKey key);
  void set_under(uint32_t node, uint32_t id, Bytes hole);

  std::vector<Node> nodes_;
  uint32_t root_ = kNone;
};

}  // namespace kmem

#endif  // KMEM_FIT_REGION_TREE_H_
