import type { Contract } from "@parlance/contract";
import type { Story } from "../../run/story.js";
import type { Validators } from "../../values/validator.js";

/** What is wrong with a story. */
export interface StoryFailure {
  /** The channel or webhook that it is about. Default: the scenario's. */
  readonly subject?: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** JSON pointer to what is wrong in the message. */
  readonly pointer?: string;
  /** Index of the entry that shows it. */
  readonly entry?: number;
  /** Tells causes apart that check, subject and pointer do not, such as the class of a credential. */
  readonly cause?: string;
}

/** What a check of a story may look at beside it. */
export interface StoryContext {
  readonly contract: Contract;
  /** Validate as an answer is read. */
  readonly answers: Validators;
}

/** One rule over what happened in a scenario. A pure function of the story; nothing: it found nothing wrong. */
export interface StoryCheck {
  /** Stable, kebab-case; findings and coverage are told by it. */
  readonly id: string;
  readonly title: string;
  /** Where the rule stands. */
  readonly source: string;
  look(story: Story, context: StoryContext): readonly StoryFailure[];
}
