import { useId } from "react";

interface Eigenvalue {
  readonly observed: number;
  readonly threshold: number;
}

const [width, height, left, bottom] = [560, 240, 40, 30];

/** Eigenvalues as points, chance as a line: the table beside it has the numbers. */
export function ScreeFigure({ eigenvalues }: { readonly eigenvalues: readonly Eigenvalue[] }) {
  const [title, description] = [useId(), useId()];
  const most = Math.max(1, ...eigenvalues.map(({ observed, threshold }) => Math.max(observed, threshold)));
  const x = (at: number) => left + ((at + 0.5) * (width - left)) / eigenvalues.length;
  const y = (value: number) => (height - bottom) * (1 - value / (1.05 * most)) + 8;
  return (
    <svg className="figure" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`${title} ${description}`}>
      <title id={title}>Eigenvalues beside chance</title>
      <desc id={description}>
        Points are the eigenvalues of the sorts, the line is the 95th centile of random sorts. Points above the line
        stand above noise.
      </desc>
      <line className="axis" x1={left} x2={width} y1={y(0)} y2={y(0)} />
      <line className="axis" x1={left} x2={left} y1={y(0)} y2={y(most)} />
      <text className="label" x={left - 6} y={y(most) + 4} textAnchor="end">
        {most.toFixed(1)}
      </text>
      <text className="label" x={left - 6} y={y(0) + 4} textAnchor="end">
        0
      </text>
      <polyline
        className="chance"
        points={eigenvalues.map(({ threshold }, at) => `${x(at)},${y(threshold)}`).join(" ")}
      />
      {eigenvalues.map(({ observed, threshold }, at) => (
        <g key={observed}>
          <circle className={observed > threshold ? "above" : "below"} cx={x(at)} cy={y(observed)} r={6} />
          <text className="label" x={x(at)} y={height - 6} textAnchor="middle">
            {at + 1}
          </text>
        </g>
      ))}
    </svg>
  );
}
