/** A point of a plot and what stands at it. Units are those of the drawing; y grows downwards. */
export interface LabelledPoint {
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

/** Where a label is drawn: its box from the upper left corner, `far` where it needs a line to its point. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly far: boolean;
}

const RADIUS = 4;
const HEIGHT = 13;
/** Of one character at 12 units, somewhat wide. */
const CHARACTER = 7;
const DISTANCES = [7, 18, 32, 48] as const;
/** Right first: that is where people look. */
const DIRECTIONS = [0, 180, 270, 90, 315, 45, 225, 135] as const;

/**
 * A place for every label near its point: over no other point and no label placed before it, and within `half` of the middle, as far as there is room.
 * Undefined where there is none: a label that cannot be read says nothing.
 */
export function labelPlaces(points: readonly LabelledPoint[], half: number): readonly (LabelPlace | undefined)[] {
  const taken: LabelPlace[] = points.map(({ x, y }) => ({
    x: x - RADIUS,
    y: y - RADIUS,
    width: 2 * RADIUS,
    height: 2 * RADIUS,
    far: false,
  }));
  return points.map((point) => {
    const place = candidates(point).find((box) => isWithin(box, half) && !taken.some((other) => overlap(box, other)));
    if (place !== undefined) taken.push(place);
    return place;
  });
}

function candidates({ label, x, y }: LabelledPoint): LabelPlace[] {
  const width = CHARACTER * label.length;
  return DISTANCES.flatMap((distance, at) =>
    DIRECTIONS.map((degrees) => {
      const [across, down] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      // The nearest side of the box is `distance` away from the point, whatever the direction.
      const middleX = x + across * (distance + width / 2);
      const middleY = y + down * (distance + HEIGHT / 2);
      return { x: middleX - width / 2, y: middleY - HEIGHT / 2, width, height: HEIGHT, far: at > 0 };
    }),
  );
}

function isWithin({ x, y, width, height }: LabelPlace, half: number): boolean {
  return x >= -half && y >= -half && x + width <= half && y + height <= half;
}

function overlap(a: LabelPlace, b: LabelPlace): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
