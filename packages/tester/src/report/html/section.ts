import type { Content } from "./markup.js";

/** One part of the page. */
export interface Section {
  /** Its anchor. */
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly content: Content;
}
