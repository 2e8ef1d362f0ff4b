import { parsePointer } from "../../json/pointer.js";

/** A value while it is being changed. */
export type Draft = null | boolean | number | string | Draft[] | { [name: string]: Draft };
type Container = Draft[] | { [name: string]: Draft };

/** Makes the error of a step that does not fit. */
export type Refuse = (message: string) => Error;

/** A place in the data, by its pointer. */
export class Place {
  readonly #root: { data: Draft };
  readonly #parents: readonly string[];
  readonly #name: string;
  readonly #refused: Refuse;

  constructor(root: { data: Draft }, pointer: string, refused: Refuse) {
    const path = ["data", ...parsePointer(pointer)];
    if (path.includes("__proto__")) throw refused('The member "__proto__" is not allowed.');
    this.#root = root;
    this.#name = path.at(-1) ?? "data";
    this.#parents = path.slice(0, -1);
    this.#refused = refused;
  }

  /** How many levels the place lies below the data. */
  get depth(): number {
    return this.#parents.length;
  }

  get(): Draft | undefined {
    const parent = this.#parent(false);
    return parent === undefined ? undefined : read(parent, this.#name);
  }

  require(): Draft {
    const value = this.get();
    if (value === undefined) throw this.#refused("There is nothing at the place.");
    return value;
  }

  /** Puts a value, and makes missing parents. */
  set(value: Draft): void {
    const parent = this.#parent(true);
    if (!Array.isArray(parent)) {
      parent[this.#name] = value;
      return;
    }
    const index = this.#name === "-" ? parent.length : indexOf(this.#name, parent.length);
    if (index === undefined) throw this.#refused("The index lies outside the list.");
    parent[index] = value;
  }

  insert(value: Draft): void {
    const parent = this.#parent(false);
    if (!Array.isArray(parent)) throw this.#refused("Only a list takes an insert.");
    const index = this.#name === "-" ? parent.length : indexOf(this.#name, parent.length);
    if (index === undefined) throw this.#refused("The index lies outside the list.");
    parent.splice(index, 0, value);
  }

  take(): Draft {
    const value = this.require();
    const parent = this.#parent(false);
    if (Array.isArray(parent)) parent.splice(Number(this.#name), 1);
    else if (parent !== undefined) delete parent[this.#name];
    return value;
  }

  /** The list at the place; a missing one is made. */
  list(): Draft[] {
    const value = this.get();
    if (Array.isArray(value)) return value;
    if (value !== undefined) throw this.#refused("The value there is no list.");
    const made: Draft[] = [];
    this.set(made);
    return made;
  }

  #parent(make: true): Container;
  #parent(make: boolean): Container | undefined;
  #parent(make: boolean): Container | undefined {
    let container: Container = this.#root as Container;
    for (const name of this.#parents) {
      let next: Draft | undefined = read(container, name);
      if (next === undefined && make && !Array.isArray(container)) container[name] = next = {};
      if (next === undefined && !make) return undefined;
      if (typeof next !== "object" || next === null)
        throw this.#refused("A value on the way is neither an object nor a list.");
      container = next;
    }
    return container;
  }
}

function read(container: Container, name: string): Draft | undefined {
  if (!Array.isArray(container)) return Object.hasOwn(container, name) ? container[name] : undefined;
  const index = indexOf(name, container.length - 1);
  return index === undefined ? undefined : container[index];
}

function indexOf(name: string, last: number): number | undefined {
  return /^(0|[1-9]\d{0,8})$/u.test(name) && Number(name) <= last ? Number(name) : undefined;
}
