/** A way of arranging members on the canvas. */
export interface Layout {
  readonly name: string;
  readonly description: string;
  /** Positions it has for chosen members; `auto`, `playback` and `off-canvas` are everywhere. */
  readonly places: readonly string[];
}

/** What a new room uses. */
export const defaultLayout = "grid-responsive";

const numbered = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
const grid = (name: string, count: number): Layout => ({
  name,
  description: `A grid of ${count} members; the others are heard only.`,
  places: numbered("standard", count),
});

/** The layouts of the platform, by name. */
export const layouts: readonly Layout[] = [
  grid("2x1", 2),
  grid("2x2", 4),
  grid("3x3", 9),
  grid("4x4", 16),
  { name: "full-screen", description: "One member fills the canvas.", places: ["reserved-1", "full-screen"] },
  {
    name: defaultLayout,
    description: "All members in a grid that follows their number.",
    places: numbered("standard", 25),
  },
  {
    name: "highlight-1-responsive",
    description: "One member large, the others in a row below.",
    places: ["reserved-1", ...numbered("standard", 10)],
  },
  {
    name: "screen-share",
    description: "A shared screen large, the others beside it.",
    places: ["reserved-1", ...numbered("standard", 8)],
  },
];
