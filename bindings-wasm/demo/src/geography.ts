// Where areas are drawn: a file of the user, or a schematic map that is laid out from the area tree.
import { shallowRef } from "vue";
import type { GeoJsonCollection } from "cityvitals";

/** A map that the user dropped. */
export const ownMap = shallowRef<{ readonly name: string; readonly text: string } | null>(null);

/** Takes a file as the map; what is wrong with it is said when it is drawn. */
export function takeMap(name: string, text: string): void {
  ownMap.value = { name, text };
}

const WIDTH = 1;
const HEIGHT = Math.sqrt(3) / 2;

/** Rings of hexagons around a middle, in the order in which they are filled. */
function* spiral(): Generator<readonly [number, number]> {
  const steps = [[-1, 1], [-1, 0], [0, -1], [1, -1], [1, 0], [0, 1]] as const;
  yield [0, 0];
  for (let ring = 1; ; ring += 1) {
    let [column, row] = [ring, 0];
    for (const [right, down] of steps) {
      for (let step = 0; step < ring; step += 1) {
        yield [column, row];
        column += right;
        row += down;
      }
    }
  }
}

function hexagon(x: number, y: number): [number, number][] {
  const radius = (WIDTH / Math.sqrt(3)) * 0.96;
  return Array.from({ length: 7 }, (_, corner) => {
    const angle = (Math.PI / 3) * (corner % 6) + Math.PI / 6;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

/** One hexagon for each area; the areas of one group lie together. */
export function schematic(areas: readonly { readonly id: string; readonly name: string; readonly group: string }[]): GeoJsonCollection {
  const groups = new Map<string, typeof areas[number][]>();
  for (const area of areas) groups.set(area.group, [...(groups.get(area.group) ?? []), area]);
  const taken = new Set<string>();
  const features: GeoJsonCollection["features"][number][] = [];
  const place = (column: number, row: number): [number, number] => [(column + row / 2) * WIDTH, row * HEIGHT];
  const seeds = spiral();
  // Large groups first, each in the free cells that are nearest to its middle.
  const radius = Math.max(2, Math.ceil(Math.sqrt(areas.length / groups.size)));
  for (const members of [...groups.values()].sort((left, right) => right.length - left.length)) {
    const [column, row] = seeds.next().value ?? [0, 0];
    const [middleX, middleY] = place(column * radius, row * radius);
    const free: { cell: readonly [number, number]; distance: number }[] = [];
    const span = Math.ceil(Math.sqrt(areas.length)) + radius * 4;
    for (let down = -span; down <= span; down += 1) {
      for (let right = -span * 2; right <= span * 2; right += 1) {
        if (taken.has(`${right},${down}`)) continue;
        const [x, y] = place(right, down);
        free.push({ cell: [right, down], distance: (x - middleX) ** 2 + (y - middleY) ** 2 });
      }
    }
    free.sort((left, right) => left.distance - right.distance);
    members.forEach((member, index) => {
      const [right, down] = free[index]!.cell;
      taken.add(`${right},${down}`);
      const [x, y] = place(right, down);
      features.push({ type: "Feature", geometry: { type: "Polygon", coordinates: [hexagon(x, y)] }, properties: { id: member.id, name: member.name, group: member.group } });
    });
  }
  return { type: "FeatureCollection", features };
}
