import type { SourceText } from '../facts/sourceText.js';
import { resolveImport, type Alias } from '../follow/resolve.js';
import { ts } from '../typescript.js';
import { applyEdits, type TextEdit } from './textEdits.js';

/** An expression and the file it stands in. */
export interface Place<Node extends ts.Node = ts.Expression> {
  readonly path: string;
  readonly node: Node;
}

export interface FileEdit extends TextEdit {
  readonly path: string;
}

/** Source files that are parsed when they are first needed, and again after an edit. */
export class EditedSources {
  readonly #texts: Map<string, string>;
  readonly #trees = new Map<string, ts.SourceFile>();
  readonly #aliases: readonly Alias[];

  constructor(files: readonly SourceText[], aliases: readonly Alias[]) {
    this.#texts = new Map(files.map(({ path, text }) => [path, text]));
    this.#aliases = aliases;
  }

  paths(): string[] {
    return [...this.#texts.keys()];
  }

  text(path: string): string {
    return this.#texts.get(path) ?? '';
  }

  tree(path: string): ts.SourceFile {
    const known = this.#trees.get(path);
    if (known) return known;
    const tree = ts.createSourceFile(path, this.text(path), ts.ScriptTarget.Latest, true);
    this.#trees.set(path, tree);
    return tree;
  }

  /** The file that an import means; undefined for a package. */
  resolve(from: string, specifier: string): string | undefined {
    return resolveImport(this.#texts, this.#aliases, from, specifier);
  }

  apply(edits: readonly FileEdit[]): void {
    for (const path of new Set(edits.map((edit) => edit.path))) {
      const own = edits.filter((edit) => edit.path === path);
      this.#texts.set(path, applyEdits(this.text(path), own));
      this.#trees.delete(path);
    }
  }
}
