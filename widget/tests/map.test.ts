import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft, Step } from '../src/builder/model/draft';
import * as edit from '../src/builder/model/operations';
import { drawingOf, wrapped } from '../src/builder/ui/map/drawing';
import { graphOf } from '../src/builder/ui/map/graph';
import { layOut } from '../src/builder/ui/map/layout';
import { trailOf, type Reason } from '../src/builder/ui/map/trail';
import { fitted, revealing, zoomed } from '../src/builder/ui/map/viewport';
import { Editor, emptyDraft } from './editor';
import { KINDS } from './kinds';

/** Steps named A, B, C … that each ask a text, and two endings. */
function flow(...names: string[]): { draft: Draft; steps: Step[]; id(name: string): string } {
  const steps = names.map((name): Step => {
    const field = { ...edit.newField(KINDS.short_text!, emptyDraft()), label: { de: `Frage ${name}` } };
    return { ...edit.newStep(), title: { de: name }, fields: [field] };
  });
  const bye = { ...edit.newEnding(), title: { de: 'Nein' }, kind: 'disqualified' };
  const draft = { ...emptyDraft(), steps };
  const both = { ...draft, endings: [...draft.endings, bye] };
  const id = (name: string): string => [...steps, ...both.endings].find(({ title }) => title.de === name)!.id;
  return { draft: both, steps, id };
}

const answered = (step: Step): { field: string; op: string } => ({ field: step.fields[0]!.id, op: 'answered' });

test('the map has a way for each route, and the otherwise where none always applies', () => {
  const { draft, steps, id } = flow('A', 'B', 'C');
  const routed = edit.addRoute(id('A'), edit.newRoute({ step: id('C') }, answered(steps[0]!)))(draft);
  const { edges } = graphOf(edit.setOtherwise(id('B'), { ending: id('Nein') })(routed));
  const said = edges.map(({ from, to, kind }) => [from, to, kind]);
  assert.deepEqual(said, [
    [id('A'), id('C'), 'route'],
    [id('A'), id('B'), 'otherwise'],
    [id('B'), id('Nein'), 'route'],
    [id('C'), id('Danke'), 'otherwise'],
  ]);
});

test('the map marks what no way leads to, what leads nowhere, and what can be passed over', () => {
  const { draft, steps, id } = flow('A', 'B', 'C');
  const edited = edit.together(
    edit.setOtherwise(id('A'), { step: id('C') }),
    edit.changeStep(id('C'), { visible_if: answered(steps[0]!) }),
    edit.addRoute(id('C'), edit.newRoute({ step: id('A') }, answered(steps[0]!))),
  )(draft);
  const marks = Object.fromEntries(graphOf(edited).nodes.map((node) => [node.id, node.marks]));
  assert.deepEqual(marks[id('B')], ['unreachable']);
  assert.deepEqual(marks[id('C')], ['conditional', 'dead_end']);
  assert.deepEqual(marks[id('Nein')], ['unreachable']);
});

test('a way behind one that always applies leads to nothing', () => {
  const { draft, id } = flow('A', 'B');
  const [first, second] = [edit.newRoute({ step: id('B') }, null), edit.newRoute({ ending: id('Nein') }, null)];
  const { nodes, edges } = graphOf(edit.together(edit.addRoute(id('A'), first), edit.addRoute(id('A'), second))(draft));
  assert.deepEqual(edges.map(({ never }) => never), [false, true, false]);
  assert.deepEqual(nodes.find((node) => node.id === id('Nein'))!.marks, ['unreachable']);
});

test('a step that is passed over goes on in order, whatever its own way is', () => {
  const { draft, steps, id } = flow('A', 'B', 'C');
  const edited = edit.together(
    edit.changeStep(id('B'), { visible_if: answered(steps[0]!) }),
    edit.setOtherwise(id('B'), { ending: id('Nein') }),
  )(draft);
  const ways = graphOf(edited).edges.filter(({ from }) => from === id('B'));
  assert.deepEqual(ways.map(({ to, kind }) => [to, kind]), [[id('Nein'), 'route'], [id('C'), 'passed']]);
});

test('no two boxes nor words of any map overlap, and every way leads down', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const editor = new Editor(KINDS, seed);
    for (let at = 0; at < 80; at += 1) editor.step();
    const { boxes, ways } = drawingOf(editor.draft);
    const sizes = boxes.map(({ id }) => ({ id, width: 200, height: 60 }));
    const room = { width: 160, height: 40 };
    const placed = layOut(sizes, ways.map(({ id, from, to }) => ({ id, from, to, label: room })));
    const rooms = [
      ...sizes.map(({ id }) => ({ ...placed.boxes.get(id)!, width: 200, height: 60 })),
      ...ways.map(({ id }) => ({ ...placed.ways.get(id)!.label, ...room })),
    ];
    rooms.forEach((a, at) => {
      for (const b of rooms.slice(at + 1)) {
        const apart = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        assert.ok(apart, `seed ${seed}: ${JSON.stringify([a, b])}`);
      }
    });
    for (const { points } of placed.ways.values()) points.slice(1).forEach((point, before) => assert.ok(point.y > points[before]!.y));
  }
});

test('a map of sixty steps is laid out while nobody waits', () => {
  const names = Array.from({ length: 60 }, (_, at) => `S${at}`);
  const { draft, steps, id } = flow(...names);
  const routes = names.slice(0, 56).flatMap((name, at) => [1, 3].map((by) => edit.addRoute(id(name), edit.newRoute({ step: id(names[at + by]!) }, answered(steps[at]!)))));
  const began = performance.now();
  drawingOf(edit.together(...routes)(draft));
  assert.ok(performance.now() - began < 1000);
});

test('the trail follows the preview, over what is passed over, and says why', () => {
  const { draft, steps, id } = flow('A', 'B', 'C', 'D');
  const route = edit.newRoute({ ending: id('Nein') }, answered(steps[0]!));
  const decisive = { field: steps[0]!.fields[0]!.id, op: 'longer_than', value: 3 };
  const edited = edit.together(edit.changeStep(id('B'), { visible_if: answered(steps[0]!) }), edit.addRoute(id('A'), route))(draft);
  const told = { zenflow: 'path' as const, at: id('C'), steps: [id('A'), id('C'), id('D')], ending: id('Danke'), held: { [id('B')]: false, [route.id]: false }, decided: { [id('B')]: decisive, [route.id]: decisive }, numbers: {}, aside: false };
  const trail = trailOf(edited, told);
  const named = Object.fromEntries(['A', 'B', 'C', 'D', 'Danke', 'Nein'].map((name) => [name, trail.things.get(id(name))]));
  assert.deepEqual(named, { A: 'walked', B: 'passed', C: 'here', D: 'ahead', Danke: 'ahead', Nein: undefined });
  assert.equal(trail.edges.get(`${id('A')} otherwise`), 'walked');
  const [ways, passed] = trail.reasons as [Reason, Reason];
  assert.deepEqual(ways.type === 'ways' && ways.asked.map(({ outcome }) => outcome), ['failed', 'taken']);
  assert.deepEqual(passed.type === 'passed' && passed.because, decisive);
  assert.deepEqual(ways.type === 'ways' && ways.asked.map(({ because }) => because), [decisive, null]);
});

test('a route that was taken leaves those after it unasked', () => {
  const { draft, steps, id } = flow('A', 'B');
  const [first, second] = [edit.newRoute({ ending: id('Nein') }, answered(steps[0]!)), edit.newRoute({ ending: id('Danke') }, answered(steps[0]!))];
  const edited = edit.together(edit.addRoute(id('A'), first), edit.addRoute(id('A'), second))(draft);
  const told = { zenflow: 'path' as const, at: null, steps: [id('A')], ending: id('Nein'), held: { [first.id]: true, [second.id]: true }, decided: {}, numbers: {}, aside: false };
  const [ways] = trailOf(edited, told).reasons as [Reason];
  assert.deepEqual(ways.type === 'ways' && ways.asked.map(({ outcome }) => outcome), ['taken', 'unasked', 'unasked']);
});

test('words are broken into lines, and cut with a sign that they go on', () => {
  const letters = (text: string): number => text.length;
  assert.deepEqual(wrapped('eins zwei drei vier', 9, 3, letters), ['eins zwei', 'drei vier']);
  assert.deepEqual(wrapped('eins zwei drei vier fünf', 9, 2, letters), ['eins zwei', 'drei vie…']);
  assert.deepEqual(wrapped('Donaudampfschifffahrt', 9, 2, letters), ['Donaudam…']);
});

test('what is zoomed stays where the pointer is, and what has the focus comes into sight', () => {
  const view = zoomed({ x: 10, y: 20, scale: 1 }, 2, { x: 110, y: 120 });
  assert.deepEqual(view, { x: -90, y: -80, scale: 2 });
  const window = { width: 300, height: 200 };
  const seen = revealing({ x: 0, y: 0, scale: 1 }, window, { x: 500, y: 50 }, { width: 100, height: 40 });
  assert.deepEqual(seen, { x: -258, y: 0, scale: 1 });
  assert.equal(fitted(window, { width: 3000, height: 100 }).scale, 0.85);
});
