/** Edits of the ways that lead from a step. */

import type { Condition, Route, Step, Target } from '../draft';
import type { Operation } from '../store';
import { inStep, moved, one, patched, without } from './edit';
import { newId } from './fresh';

const inRoutes = (stepId: string, change: (routes: Step['routes']) => Step['routes']): Operation =>
  inStep(stepId, (step) => patched(step, { routes: change(step.routes) }));

export const newRoute = (to: Target, condition: Condition | null): Route => ({ id: newId(), if: condition, to });

/** Add a route behind those that have a condition: one behind an "otherwise" would never be asked. */
export const addRoute = (stepId: string, route: Route): Operation =>
  inRoutes(stepId, (routes) => {
    const last = routes.findIndex((each) => !each.if);
    return route.if && last >= 0 ? routes.toSpliced(last, 0, route) : [...routes, route];
  });

export const moveRoute = (stepId: string, id: string, at: number): Operation =>
  inRoutes(stepId, (routes) => moved(routes, id, at));

export const removeRoute = (stepId: string, id: string): Operation => inRoutes(stepId, (routes) => without(routes, id));

export const changeRoute = (stepId: string, id: string, patch: Partial<Route>): Operation =>
  inRoutes(stepId, (routes) => one(routes, id, (route) => patched(route, patch)));

/** Say where a step leads when no condition holds; null is the order of the steps. */
export const setOtherwise = (stepId: string, to: Target | null): Operation =>
  inRoutes(stepId, (routes) => {
    const own = routes.find((route) => !route.if);
    const others = routes.filter((route) => route.if);
    return to ? [...others, { ...(own ?? newRoute(to, null)), to }] : own ? others : routes;
  });
