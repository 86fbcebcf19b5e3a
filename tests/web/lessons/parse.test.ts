/** The text of a lesson: what it may say, and what is told of it where it says something else. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLesson } from '../../../web/src/lessons/check.ts';
import { plainText } from '../../../web/src/lessons/inline.ts';
import { marksOf, withoutMarks } from '../../../web/src/lessons/marks.ts';
import { parseLesson } from '../../../web/src/lessons/parse.ts';
import { resolvePlace } from '../../../web/src/lessons/resolve.ts';
import { parseMessages } from '../../../web/src/messages/messages.ts';
import { mustRun } from './engine-scripts.ts';
import { questionKinds } from './question-kinds.ts';

const head = 'title: A title\ngoal: A goal.\n\n';
const withFigure = `${head}figure: mine\n\`\`\`\nmemory 64K\na = alloc_pages(1)\nfree_pages(a)  #: back\n\`\`\`\n\n`;
const blocksOf = (text: string) => parseLesson(head + text).lesson.blocks;

describe('a lesson', () => {
  it('has a title, a goal, prose, lists, headings, figures and tasks', () => {
    const { lesson, problems } = parseLesson(
      `${withFigure}show: caches, events\n\n# A heading\nA *small* **strong** \`code\`.\nGoes on.\n\n` +
        '- one\n- two\n  goes on\n\n1. first\n\nask: which_block at a\nWhich one?\n\n' +
        'do: perform a to back graded at the end\n\ndo: from start until nr_free(1) >= 2\nTry it.\n',
    );
    expect(problems).toEqual([]);
    expect(lesson).toMatchObject({ title: 'A title', goal: 'A goal.' });
    expect(lesson.figures).toMatchObject([
      {
        name: 'mine',
        show: ['events', 'caches'],
        text: 'memory 64K\na = alloc_pages(1)\nfree_pages(a)  #: back\n',
      },
    ]);
    expect(lesson.blocks.map(({ type }) => type)).toEqual([
      'heading',
      'paragraph',
      'list',
      'list',
      'ask',
      'perform',
      'until',
    ]);
    expect(lesson.blocks[1]).toMatchObject({ line: 14, figure: 'mine' });
    expect(lesson.blocks[2]).toMatchObject({ ordered: false, items: [{}, {}] });
    expect(lesson.blocks[3]).toMatchObject({ ordered: true });
    expect(lesson.blocks[4]).toMatchObject({ kind: 'which_block', place: { source: 'a' } });
    expect(lesson.blocks[5]).toMatchObject({ grading: 'end', to: { source: 'back' } });
    expect(lesson.blocks[6]).toMatchObject({
      condition: 'nr_free(1) >= 2',
      from: { anchor: { type: 'start' } },
    });
  });

  it('keeps ordinary signs, and what a backslash makes ordinary', () => {
    const [block] = blocksOf('2 * 3 is 6, \\*not\\* strong, a[3] (here) and [brackets].');
    if (block?.type !== 'paragraph') throw new Error('no paragraph');
    expect(plainText(block.spans)).toBe('2 * 3 is 6, *not* strong, a[3] (here) and [brackets].');
  });

  it('has phrases that lead somewhere, and links', () => {
    const [block] = blocksOf(
      '[*One* block](step a split 2, select frame 16), [it](select d[3]), [book](https://example.org/x).',
    );
    expect(block).toMatchObject({
      spans: [
        {
          type: 'phrase',
          go: {
            place: { anchor: { type: 'name', name: 'a' }, kind: 'split', nth: 2 },
            pointing: { type: 'frame', pfn: 16 },
          },
        },
        { text: ', ' },
        { go: { place: null, pointing: { type: 'handle', name: 'd[3]' } } },
        { text: ', ' },
        { type: 'link', href: 'https://example.org/x' },
        { text: '.' },
      ],
    });
  });

  it('never fails, whatever the text is', () => {
    const word = fc.constantFrom(
      'title:',
      'ask:',
      'do: perform',
      'at',
      '[a](step',
      ')',
      '```',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string())), (words) => {
        const { problems } = parseLesson(words.join(' '));
        for (const { line } of problems) expect(line).toBeGreaterThan(0);
      }),
    );
  });
});

const sentences = parseMessages(
  readFileSync(new URL('../../../web/src/messages/lessons.en.txt', import.meta.url), 'utf8'),
);

it.each([
  ['goal: b\n\nText.\n', 1, 'no_title', ''],
  ['title: a\n\nText.\n', 1, 'no_goal', ''],
  ['title: a\ngoal: b\n', 1, 'no_text', ''],
  [`${head}figrue: x\n`, 4, 'instruction', 'figrue:'],
  [`${head}figure:\n`, 4, 'nothing', 'figure:'],
  [`${head}figure: Two Words\n`, 4, 'figure_name', 'Two Words'],
  [`${head}show: events\n`, 4, 'no_figure', 'show:'],
  [`${head}ask: which_block at a\n`, 4, 'no_figure', 'ask:'],
  [`${head}do: perform a\n`, 4, 'no_figure', 'do:'],
  [`${head}\`\`\`\nmemory 64K\n\`\`\`\n`, 4, 'no_figure', '```'],
  [`${head}figure: x\n\`\`\`\nmemory 64K\n`, 5, 'unclosed', '```'],
  [`${head}figure: x\n\`\`\`\na\n\`\`\`\n\`\`\`\nb\n\`\`\`\n`, 8, 'second_script', 'x'],
  [`${head}figure: x\nshow: events money\n`, 5, 'part', 'money'],
  [`${head}illustration: elephant\n`, 4, 'illustration', 'elephant'],
  [`${head}figure: x\nask: which_block\n`, 5, 'ask', 'which_block'],
  [`${head}figure: x\nask: which_block at a b c d\n`, 5, 'place', 'a b c d'],
  [`${head}figure: x\ndo: nothing\n`, 5, 'do', 'nothing'],
  [`${head}Some [words](go a).\n`, 4, 'go', 'go a'],
  [`${head}Some [words](step ).\n`, 4, 'place', ''],
  [`${head}Some [words](select moon 3).\n`, 4, 'pointing', 'moon 3'],
  [`${head}Some [words](step a.\n`, 4, 'unclosed', '[words](step a.'],
  [`${head}Some *words.\n`, 4, 'unclosed', '*words.'],
  [`${head}Some \`words.\n`, 4, 'unclosed', '`words.'],
] as const)('what is wrong is told with its line: %#', (text, line, code, found) => {
  const { problems } = parseLesson(text);
  expect(problems).toContainEqual(expect.objectContaining({ line, code, found }));
  expect(sentences.has(`lesson.error.${code}`), code).toBe(true);
});

it('all problems of a text are told, in order', () => {
  const { problems } = parseLesson(`${head}figrue: x\n\nillustration: y\n\nask: z\n\nText.\n`);
  expect(problems.map(({ line }) => line)).toEqual([4, 6, 8]);
});

describe('what a lesson speaks of', () => {
  const script =
    'memory 64K\na = alloc_pages(1)\nd[1..2] = alloc_pages(0)   #: two\nfree_pages(a)\n';

  it.each([
    ['start', 0, 0],
    ['end', 4, 0],
    ['3', 3, 0],
    ['0.2', 0, 2],
    ['a', 1, 0],
    ['before a', 0, 0],
    ['d[2]', 3, 0],
    ['two', 3, 0],
    ['before two', 1, 0],
    ['"free_pages(a)"', 4, 0],
    ['a look', 0, 2],
    ['a split 2', 0, 8],
    ['a hand_out', 1, 0],
    ['two hand_out 2', 3, 0],
  ] as const)('%s', async (source, command, event) => {
    const [block] = blocksOf(`[x](step ${source})`);
    const span = block?.type === 'paragraph' ? block.spans[0] : null;
    if (span?.type !== 'phrase' || !span.go.place) throw new Error('no place');
    const position = resolvePlace(span.go.place, await mustRun(script));
    expect(position).toEqual({ ok: true, value: { command, event } });
  });

  it.each([
    ['[x](step b)', 'no_name', 'b'],
    ['[x](step a coalesce)', 'no_event', 'coalesce'],
    ['[x](step a split 9)', 'no_event', 'split 9'],
    ['[x](step 5)', 'beyond', '5'],
    ['[x](step 4.1)', 'beyond', '4.1'],
    ['[x](step "free_pages(b)")', 'no_command', 'free_pages(b)'],
    ['ask: which_block at end', 'not_a_command', 'end'],
    ['ask: which_block at a split', 'not_a_command', 'a split'],
    ['ask: favourite_colour at a', 'kind', 'favourite_colour'],
    ['do: perform a to z', 'no_name', 'z'],
  ] as const)('%s is told to be wrong', async (text, code, found) => {
    const { lesson } = parseLesson(`${head}figure: x\n\n${text}\n`);
    const figures = new Map([['x', await mustRun(script)]]);
    const problems = checkLesson(lesson, figures, questionKinds);
    expect(problems).toContainEqual(expect.objectContaining({ line: 6, code, found }));
    expect(sentences.has(`lesson.error.${code}`), code).toBe(true);
  });

  it('a figure that is missing or does not run is told', () => {
    const { lesson } = parseLesson(`${head}figure: x\n\nText.\n\nfigure: y\n\nText.\n`);
    const problems = checkLesson(
      lesson,
      new Map([
        ['x', null],
        ['y', 'line 2'],
      ]),
      questionKinds,
    );
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['no_such_figure', 4],
      ['broken_figure', 8],
    ]);
  });

  it('a phrase before any figure leads nowhere', () => {
    const { lesson } = parseLesson(`${head}Some [words](step a).\n`);
    expect(checkLesson(lesson, new Map(), questionKinds)).toMatchObject([{ code: 'no_figure' }]);
  });
});

it('marks are comments at the end of a line', () => {
  const script = 'a = b #: one\nnote "#: no"\nc "x" #: two  \n#: three\nd #: one\n';
  expect([...marksOf(script)]).toEqual([
    ['one', 1],
    ['two', 3],
    ['three', 4],
  ]);
  expect(withoutMarks('free_pages(a)   #: back')).toBe('free_pages(a)');
});
