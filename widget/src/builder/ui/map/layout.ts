/**
 * Where the map's boxes stand: layers from top to bottom, every way leads down (after Sugiyama, Tagawa and Toda, 1981).
 *
 * 1. A box stands in the first layer below all that lead to it.
 * 2. A way passes through a point in each layer between, the first of which has room for its words; so neither
 *    ways nor words run through boxes.
 * 3. The layers are ordered so that few ways cross: each thing towards the middle of its neighbours, up and down in turn.
 * 4. Each thing is then moved as close to its neighbours as the others in its layer let it.
 */

export interface Size {
  width: number;
  height: number;
}

export interface Box extends Size {
  id: string;
}

export interface Way {
  id: string;
  from: string;
  to: string;
  /** Room for its words; null for none. */
  label: Size | null;
}

export interface Point {
  x: number;
  y: number;
}

export interface Placed {
  width: number;
  height: number;
  /** Middles of boxes, by id. */
  boxes: Map<string, Point>;
  /** The points that each way passes, and the middle of its words. */
  ways: Map<string, { points: Point[]; label: Point }>;
}

interface Item extends Size {
  id: string;
  layer: number;
  /** Its place in the layer. */
  place: number;
  x: number;
  up: Item[];
  down: Item[];
}

const GAP = 20;
const RISE = 18;
const SWEEPS = 12;

/** Lay boxes out; ways must lead from earlier boxes to later ones. */
export function layOut(boxes: Box[], ways: Way[]): Placed {
  const items = new Map(boxes.map((box) => [box.id, item(box, 0)]));
  rank(boxes, ways, items);
  const chains = new Map(ways.map((way) => [way.id, chain(way, items)]));
  const layers = inLayers([...items.values(), ...[...chains.values()].flat()]);
  uncross(layers);
  straighten(layers);
  return measure(layers, boxes, ways, items, chains);
}

const item = ({ id, width, height }: Box, layer: number): Item => ({ id, width, height, layer, place: 0, x: 0, up: [], down: [] });

/** Leave an empty layer between any two of boxes, for the words. */
function rank(boxes: Box[], ways: Way[], items: Map<string, Item>): void {
  for (const { id } of boxes) {
    const { layer } = items.get(id)!;
    for (const { from, to } of ways) if (from === id) items.get(to)!.layer = Math.max(items.get(to)!.layer, layer + 2);
  }
}

function chain({ id, from, to, label }: Way, items: Map<string, Item>): Item[] {
  const [start, end] = [items.get(from)!, items.get(to)!];
  const points = Array.from({ length: end.layer - start.layer - 1 }, (_, at) => {
    const size = (!at && label) || { width: 8, height: 0 };
    return item({ id: `${id} ${at}`, ...size }, start.layer + 1 + at);
  });
  [start, ...points, end].reduce((above, below) => {
    above.down.push(below);
    below.up.push(above);
    return below;
  });
  return points;
}

function inLayers(items: Item[]): Item[][] {
  const layers: Item[][] = Array.from({ length: Math.max(0, ...items.map(({ layer }) => layer)) + 1 }, () => []);
  for (const one of items) layers[one.layer]!.push(one);
  return layers;
}

function uncross(layers: Item[][]): void {
  layers.forEach(number);
  let best = layers.map((layer) => [...layer]);
  let fewest = crossings(layers);
  for (let sweep = 0; sweep < SWEEPS && fewest; sweep += 1) {
    const [order, side] = sweep % 2 ? ([[...layers].reverse(), 'down'] as const) : ([layers, 'up'] as const);
    for (const layer of order) sortBy(layer, side);
    const found = crossings(layers);
    if (found < fewest) [best, fewest] = [layers.map((layer) => [...layer]), found];
  }
  layers.forEach((layer, at) => layer.splice(0, layer.length, ...best[at]!));
}

const number = (layer: Item[]): void => layer.forEach((one, at) => (one.place = at));

function sortBy(layer: Item[], side: 'up' | 'down'): void {
  const wish = new Map(layer.map((one) => [one, mean(one[side].map(({ place }) => place)) ?? one.place]));
  layer.sort((a, b) => wish.get(a)! - wish.get(b)!);
  number(layer);
}

/** Count the ways that cross between each layer and the next: pairs whose ends stand the other way round. */
function crossings(layers: Item[][]): number {
  const cross = (layer: Item[]): number => {
    const ends = layer.flatMap((one) => one.down.map(({ place }) => place).sort((a, b) => a - b));
    let count = 0;
    for (let at = 1; at < ends.length; at += 1) for (let before = 0; before < at; before += 1) if (ends[before]! > ends[at]!) count += 1;
    return count;
  };
  return layers.reduce((sum, layer) => sum + cross(layer), 0);
}

const mean = (numbers: number[]): number | undefined =>
  numbers.length ? numbers.reduce((sum, number) => sum + number, 0) / numbers.length : undefined;

function straighten(layers: Item[][]): void {
  for (const layer of layers) settle(layer, () => 0);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const down = sweep % 2 === 0;
    for (const layer of down ? layers : [...layers].reverse()) {
      settle(layer, (one) => mean((down ? one.up : one.down).map(({ x }) => x)) ?? one.x);
    }
  }
  for (const layer of layers) settle(layer, (one) => mean([...one.up, ...one.down].map(({ x }) => x)) ?? one.x);
}

/** Put a layer's things where they wish to be, as nearly as their order and widths allow (pool adjacent violators). */
function settle(layer: Item[], wish: (one: Item) => number): void {
  let offset = 0;
  const offsets = layer.map((one, at) => {
    const before = layer[at - 1];
    return (offset += before ? (before.width + one.width) / 2 + GAP : 0);
  });
  const pools: { sum: number; count: number }[] = [];
  layer.forEach((one, at) => {
    let pool = { sum: wish(one) - offsets[at]!, count: 1 };
    for (let last = pools.at(-1); last && last.sum / last.count > pool.sum / pool.count; last = pools.at(-1)) {
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  });
  const middles = pools.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count));
  layer.forEach((one, at) => (one.x = middles[at]! + offsets[at]!));
}

function measure(layers: Item[][], boxes: Box[], ways: Way[], items: Map<string, Item>, chains: Map<string, Item[]>): Placed {
  const all = layers.flat();
  const left = Math.min(0, ...all.map(({ x, width }) => x - width / 2)) - GAP;
  const right = Math.max(0, ...all.map(({ x, width }) => x + width / 2)) + GAP;
  let y = RISE;
  const middles = layers.map((layer) => {
    const height = Math.max(0, ...layer.map((one) => one.height));
    y += height + RISE;
    return y - RISE - height / 2;
  });
  const point = ({ x, layer }: Item): Point => ({ x: x - left, y: middles[layer]! });
  const along = (way: Way): Point[] => {
    const [start, end] = [items.get(way.from)!, items.get(way.to)!];
    const top = { ...point(start), y: middles[start.layer]! + start.height / 2 };
    const bottom = { ...point(end), y: middles[end.layer]! - end.height / 2 };
    // Between layers of boxes only words need a point of their own: lines bend less without.
    const bends = chains.get(way.id)!.filter(({ layer, height }) => layer % 2 === 0 || height);
    return [top, ...bends.map(point), bottom];
  };
  return {
    width: right - left,
    height: y,
    boxes: new Map(boxes.map(({ id }) => [id, point(items.get(id)!)])),
    ways: new Map(ways.map((way) => [way.id, { points: along(way), label: along(way)[1]! }])),
  };
}
