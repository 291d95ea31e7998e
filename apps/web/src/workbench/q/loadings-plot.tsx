import { useId } from "react";

interface LoadingPoint {
  readonly sorter: string;
  readonly x: number;
  readonly y: number;
  readonly onX: boolean;
  readonly onY: boolean;
}

const half = 180;
const at = (loading: number) => loading * (half - 20);

/** Sorts by their loadings on two factors. The table of loadings has the same numbers. */
export function LoadingsPlot({
  points,
  across,
  up,
}: {
  readonly points: readonly LoadingPoint[];
  readonly across: string;
  readonly up: string;
}) {
  const [title, description] = [useId(), useId()];
  return (
    <svg
      className="figure square"
      viewBox={`${-half} ${-half} ${2 * half} ${2 * half}`}
      role="img"
      aria-labelledby={`${title} ${description}`}
    >
      <title id={title}>{`${across} across, ${up} up`}</title>
      <desc id={description}>
        {points.map(({ sorter, x, y }) => `${sorter}: ${x.toFixed(2)} and ${y.toFixed(2)}`).join("; ")}
      </desc>
      <circle className="axis" r={at(1)} fill="none" />
      <line className="axis" x1={-at(1)} x2={at(1)} y1={0} y2={0} />
      <line className="axis" y1={-at(1)} y2={at(1)} x1={0} x2={0} />
      {points.map(({ sorter, x, y, onX, onY }) => (
        <g key={sorter}>
          <circle className={onX || onY ? "above" : "below"} cx={at(x)} cy={-at(y)} r={4} />
          <text className="label" x={at(x) + (x > 0.6 ? -6 : 6)} y={-at(y) + 4} textAnchor={x > 0.6 ? "end" : "start"}>
            {sorter}
          </text>
        </g>
      ))}
    </svg>
  );
}
