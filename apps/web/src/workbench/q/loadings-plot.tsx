import { useId } from "react";
import { labelPlaces } from "./label-places.ts";

interface LoadingPoint {
  readonly sorter: string;
  readonly x: number;
  readonly y: number;
  readonly onX: boolean;
  readonly onY: boolean;
}

const half = 180;
const at = (loading: number) => loading * (half - 20);

/** Sorts by their loadings on two factors. The table of loadings has the same numbers, also of sorts for whose label there is no room. */
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
  const places = labelPlaces(
    points.map(({ sorter, x, y }) => ({ label: sorter, x: at(x), y: -at(y) })),
    half,
  );
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
      {points.map(({ sorter, x, y, onX, onY }, index) => {
        const place = places[index];
        return (
          <g key={sorter}>
            {place?.far && (
              <line
                className="axis"
                x1={at(x)}
                y1={-at(y)}
                x2={Math.min(Math.max(at(x), place.x), place.x + place.width)}
                y2={place.y + place.height / 2}
              />
            )}
            <circle className={onX || onY ? "above" : "below"} cx={at(x)} cy={-at(y)} r={4} />
            {place !== undefined && (
              <text className="label" x={place.x + place.width / 2} y={place.y + place.height - 3} textAnchor="middle">
                {sorter}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
