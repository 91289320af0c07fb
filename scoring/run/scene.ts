import type { World } from '../wire/world.ts';
import { type Beacon, describeBeacon, judgeBeacon, openBeacon } from './beacon.ts';
import { type Crane, describeCrane, judgeCrane, openCrane } from './crane.ts';
import { type Grid, describeGrid, judgeGrid, openGrid } from './grid.ts';
import { type Pen, describePen, judgePen, openPen } from './pen.ts';
import type { Goals, WorldState } from './state.ts';

/** A world in play. */
export type Scene = Grid | Pen | Crane | Beacon;

/** Lays out `world` at its beginning. */
export function openScene(world: World): Scene {
  switch (world.kind) {
    case 'grid':
      return openGrid(world);
    case 'pen':
      return openPen(world);
    case 'crane':
      return openCrane(world);
    case 'beacon':
      return openBeacon(world);
  }
}

/** Data for drawing `scene` or saying it in words. */
export function describeScene(scene: Scene): WorldState {
  switch (scene.kind) {
    case 'grid':
      return describeGrid(scene);
    case 'pen':
      return describePen(scene);
    case 'crane':
      return describeCrane(scene);
    case 'beacon':
      return describeBeacon(scene);
  }
}

/** Judges `scene` as it lies now: the goals that its world names, but those of memory. */
export function judgeScene(scene: Scene): Goals {
  switch (scene.kind) {
    case 'grid':
      return judgeGrid(scene);
    case 'pen':
      return judgePen(scene);
    case 'crane':
      return judgeCrane(scene);
    case 'beacon':
      return judgeBeacon(scene);
  }
}
