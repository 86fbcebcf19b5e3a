#include "fit/region_tree.h"

namespace kmem {
namespace {

// Any fixed mixing will do: the shape of the tree must not follow the order of the ids.
uint32_t priority(uint32_t id) {
  uint32_t hash = (id + 1) * 0x9e3779b9u;
  hash = (hash ^ (hash >> 15)) * 0x85ebca6bu;
  return hash ^ (hash >> 13);
}

}  // namespace

void RegionTree::sum_up(uint32_t node) {
  Node& n = nodes_[node];
  n.holes = (n.hole != 0 ? 1 : 0) + holes_under(n.left) + holes_under(n.right);
  n.largest = n.hole;
  for (const uint32_t child : {n.left, n.right})
    if (largest_under(child) > n.largest) n.largest = largest_under(child);
}

// Parts a subtree into the keys below `key` and the others.
void RegionTree::split(uint32_t node, RegionKey key, uint32_t& below, uint32_t& above) {
  if (node == kNone) {
    below = above = kNone;
    return;
  }
  uint32_t inner = kNone;
  if (nodes_[node].key < key) {
    split(nodes_[node].right, key, inner, above);
    nodes_[node].right = inner;
    below = node;
  } else {
    split(nodes_[node].left, key, below, inner);
    nodes_[node].left = inner;
    above = node;
  }
  sum_up(node);
}

uint32_t RegionTree::join(uint32_t below, uint32_t above) {
  if (below == kNone) return above;
  if (above == kNone) return below;
  const uint32_t top = priority(below) > priority(above) ? below : above;
  if (top == below) {
    nodes_[below].right = join(nodes_[below].right, above);
  } else {
    nodes_[above].left = join(below, nodes_[above].left);
  }
  sum_up(top);
  return top;
}

void RegionTree::insert_under(uint32_t& node, uint32_t id) {
  Node& added = nodes_[id];
  if (node != kNone && priority(node) >= priority(id)) {
    insert_under(added.key < nodes_[node].key ? nodes_[node].left : nodes_[node].right, id);
  } else {
    split(node, added.key, added.left, added.right);
    node = id;
  }
  sum_up(node);
}

void RegionTree::insert(uint32_t id, RegionKey key, Bytes hole) {
  if (id >= nodes_.size()) nodes_.resize(id + 1);
  nodes_[id] = {.key = key, .hole = hole};
  insert_under(root_, id);
}

void RegionTree::erase_under(uint32_t& node, RegionKey key) {
  Node& n = nodes_[node];
  if (n.key == key) {
    node = join(n.left, n.right);
    return;
  }
  erase_under(key < n.key ? n.left : n.right, key);
  sum_up(node);
}

void RegionTree::erase(uint32_t id) {
  erase_under(root_, nodes_[id].key);
  nodes_[id] = {};
}

void RegionTree::set_under(uint32_t node, uint32_t id, Bytes hole) {
  Node& n = nodes_[node];
  if (node == id) {
    n.hole = hole;
  } else {
    set_under(nodes_[id].key < n.key ? n.left : n.right, id, hole);
  }
  sum_up(node);
}

void RegionTree::set_hole(uint32_t id, Bytes hole) { set_under(root_, id, hole); }

uint32_t RegionTree::holes_before(RegionKey key) const {
  uint32_t count = 0;
  for (uint32_t node = root_; node != kNone;) {
    const Node& n = nodes_[node];
    if (n.key < key) {
      count += holes_under(n.left) + (n.hole != 0 ? 1 : 0);
      node = n.right;
    } else {
      node = n.left;
    }
  }
  return count;
}

uint32_t RegionTree::first_under(uint32_t node, RegionKey key, Bytes size) const {
  if (node == kNone || nodes_[node].largest < size) return kNone;
  const Node& n = nodes_[node];
  if (n.key < key) return first_under(n.right, key, size);
  const uint32_t before = first_under(n.left, key, size);
  if (before != kNone) return before;
  return n.hole >= size ? node : first_under(n.right, key, size);
}

uint32_t RegionTree::at_or_before(RegionKey key) const {
  uint32_t found = kNone;
  for (uint32_t node = root_; node != kNone;) {
    const bool fits = nodes_[node].key <= key;
    if (fits) found = node;
    node = fits ? nodes_[node].right : nodes_[node].left;
  }
  return found;
}

}  // namespace kmem
