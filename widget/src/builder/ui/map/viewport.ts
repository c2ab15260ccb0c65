/** Which part of the map is seen, and how large: moved by pointer, wheel, pinch and keys. */

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Point, Size } from './layout';

export interface View extends Point {
  scale: number;
}

const LEAST = 0.2;
const MOST = 2;
/** Smaller than this nothing can be read: better to show a part. */
const READABLE = 0.85;
const STEP = 60;

const within = (scale: number): number => Math.min(MOST, Math.max(LEAST, scale));

/** Show the whole where it can be read, else its top and middle. */
export function fitted(window: Size, map: Size, least = READABLE): View {
  const scale = Math.min(1, Math.max(least, Math.min(window.width / map.width, window.height / map.height)));
  return { scale, x: (window.width - map.width * scale) / 2, y: Math.max(0, (window.height - map.height * scale) / 2) };
}

/** Make larger or smaller about a point of the window, which stays where it is. */
export function zoomed(view: View, factor: number, { x, y }: Point): View {
  const scale = within(view.scale * factor);
  const by = scale / view.scale;
  return { scale, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
}

/** Move as little as brings a point of the map into the window. */
export function revealing(view: View, window: Size, point: Point, room: Size): View {
  const into = (at: number, size: number, half: number): number => Math.min(0, size - (at + half)) + Math.max(0, half - at);
  const [x, y] = [view.x + point.x * view.scale, view.y + point.y * view.scale];
  const [wide, high] = [(room.width / 2) * view.scale + 8, (room.height / 2) * view.scale + 8];
  return { ...view, x: view.x + into(x, window.width, wide), y: view.y + into(y, window.height, high) };
}

/** The element, as soon as it is there. */
interface Place {
  readonly current: HTMLElement | null;
}

export interface Viewport {
  view: View;
  fit(): void;
  whole(): void;
  zoom(factor: number): void;
  reveal(point: Point, room: Size): void;
}

/** Follow what people do on an element that shows a map. */
export function useViewport(element: Place, map: Size): Viewport {
  const [view, setView] = useState<View>({ x: 0, y: 0, scale: 1 });
  const size = (): Size => ({ width: element.current?.clientWidth ?? 1, height: element.current?.clientHeight ?? 1 });
  const fit = (): void => setView(fitted(size(), map));
  useLayoutEffect(fit, []);
  usePointers(element, setView);
  useKeys(element, setView, fit);
  return {
    view,
    fit,
    whole: () => setView(fitted(size(), map, LEAST)),
    zoom: (factor) => setView((now) => zoomed(now, factor, { x: size().width / 2, y: size().height / 2 })),
    reveal: (point, room) => setView((now) => revealing(now, size(), point, room)),
  };
}

type SetView = (change: (view: View) => View) => void;

function usePointers(element: Place, setView: SetView): void {
  const pointers = useRef(new Map<number, Point>());
  useEffect(() => {
    const place = element.current;
    if (!place) return;
    const at = (event: MouseEvent): Point => {
      const { left, top } = place.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    const down = (event: PointerEvent): void => void pointers.current.set(event.pointerId, at(event));
    const up = (event: PointerEvent): void => void pointers.current.delete(event.pointerId);
    const move = (event: PointerEvent): void => {
      const before = pointers.current.get(event.pointerId);
      if (!before) return;
      const now = at(event);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      pointers.current.set(event.pointerId, now);
      if (other) setView((view) => zoomed(view, distance(now, other) / distance(before, other), other));
      else setView((view) => ({ ...view, x: view.x + now.x - before.x, y: view.y + now.y - before.y }));
      // A press that moves is no press of what lies below; capture is taken only then.
      if (distance(before, now) > 1) place.setPointerCapture(event.pointerId);
    };
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      if (event.ctrlKey) setView((view) => zoomed(view, Math.exp(-event.deltaY / 200), at(event)));
      else setView((view) => ({ ...view, x: view.x - event.deltaX, y: view.y - event.deltaY }));
    };
    const listeners = { pointerdown: down, pointerup: up, pointercancel: up, pointermove: move, wheel } as Record<string, (event: never) => void>;
    for (const [name, listen] of Object.entries(listeners)) place.addEventListener(name, listen as EventListener, { passive: false });
    return () => {
      for (const [name, listen] of Object.entries(listeners)) place.removeEventListener(name, listen as EventListener);
    };
  }, []);
}

const distance = (a: Point, b: Point): number => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));

function useKeys(element: Place, setView: SetView, fit: () => void): void {
  useEffect(() => {
    const place = element.current;
    if (!place) return;
    const moves: Record<string, readonly [number, number]> = {
      ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP],
    };
    const press = (event: KeyboardEvent): void => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const move = moves[event.key];
      const factor = { '+': 1.25, '-': 0.8 }[event.key];
      if (move) setView((view) => ({ ...view, x: view.x + move[0], y: view.y + move[1] }));
      else if (factor) setView((view) => zoomed(view, factor, { x: place.clientWidth / 2, y: place.clientHeight / 2 }));
      else if (event.key === '0') fit();
      else return;
      event.preventDefault();
    };
    place.addEventListener('keydown', press);
    return () => place.removeEventListener('keydown', press);
  });
}
