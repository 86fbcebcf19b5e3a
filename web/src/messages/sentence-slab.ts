/** The part of sentence.ts that is about Linux's object caches: engine/course/event_text.h. */

interface Event {
  readonly kind: string;
  readonly order: number;
}

const places = ['.inside', '.freed', '.past', '.before', '.outside'];
const [sharedCpu, noList] = [255, 3];

/** The variant of a kind that only these caches have. */
export function slabVariant({ kind, order }: Event): string | undefined {
  switch (kind) {
    case 'node_partial_add':
      return order === 0 ? '.head' : '.tail';
    case 'single_full':
      return order === 0 ? '.forgotten' : '.listed';
    case 'oops':
      return order === 0 ? '.wild' : '.hang';
    case 'array_flush':
      return order === sharedCpu ? '.shared' : '.cpu';
    case 'wrote':
      return places[order] ?? '';
    case 'slab_moved':
      return order >> 4 === noList ? '.first' : undefined;
    default:
      return undefined;
  }
}
