const [width, height, margin] = [160, 20, 6];

/** A score as a point on its interval, on a line from `-most` to `most`: the cells beside it have the numbers. */
export function ScoreInterval({
  score,
  lower,
  upper,
  most,
}: {
  readonly score: number;
  readonly lower: number;
  readonly upper: number;
  readonly most: number;
}) {
  const x = (value: number) => width / 2 + (value / most) * (width / 2 - margin);
  const middle = height / 2;
  return (
    <svg className="interval" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <line className="axis" x1={x(0)} x2={x(0)} y1={0} y2={height} />
      <line className="range" x1={x(lower)} x2={x(upper)} y1={middle} y2={middle} />
      <circle className="point" cx={x(score)} cy={middle} r={5} />
    </svg>
  );
}
