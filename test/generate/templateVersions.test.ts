import { expect, it } from 'vitest';
import { plan } from '../../src/generate/plan.js';
import { templatesIn } from '../../src/generate/templates.js';
import { TEMPLATE_VERSIONS, versionsBetween } from '../../src/generate/templateVersions.js';
import { sha256 } from '../../src/shared/sha256.js';
import { parseWorkflowSpec } from '../../src/spec/parse.js';
import { allVariants } from './variants.js';

/** A digest of the plan of every combination of answers: files, places and texts. */
function digestOf(templates = templatesIn()): string {
  const plans = allVariants().map(({ id, answers }) => [
    id,
    plan(parseWorkflowSpec(answers), templates),
  ]);
  return sha256(JSON.stringify(plans));
}

it('has a version of its own for whatever the templates print', () => {
  expect(
    digestOf(),
    'the templates print something else: add a version, with what users notice and this digest, to TEMPLATE_VERSIONS (or, before a release, correct the digest of the unreleased one)',
  ).toBe(TEMPLATE_VERSIONS.at(-1)?.digest);
});

it('notices a word that a template prints anew', () => {
  const templates = templatesIn();
  const changed = digestOf(
    (path) => (view) => templates(path)(view).replace('Layer 1:', 'Layer one:'),
  );

  expect(changed).not.toBe(digestOf());
});

it('counts versions up by one, each with a changelog and a digest of its own', () => {
  expect(TEMPLATE_VERSIONS.map(({ version }) => version)).toEqual(
    TEMPLATE_VERSIONS.map((_, index) => String(index + 1)),
  );
  expect(TEMPLATE_VERSIONS.flatMap(({ changes }) => changes)).not.toContain('');
  expect(TEMPLATE_VERSIONS.every(({ changes }) => changes.length > 0)).toBe(true);
  expect(new Set(TEMPLATE_VERSIONS.map(({ digest }) => digest)).size).toBe(
    TEMPLATE_VERSIONS.length,
  );
});

const three = ['1', '2', '3'].map((version) => ({ version, changes: [version], digest: version }));

it.each([
  ['1', '3', ['2', '3']],
  ['2', '3', ['3']],
  ['3', '3', []],
  ['3', '1', []],
  ['own-0123456789ab', '3', []],
  ['2', 'own-0123456789ab', []],
  ['1', 'own-0123456789ab@1+2', ['1', '2']],
  ['own-0123456789ab@1', 'own-ba9876543210@1+2', ['1', '2']],
  ['own-0123456789ab@1+1', 'own-ba9876543210@2+3', ['2', '3']],
  ['own-0123456789ab+2', 'own-ba9876543210+2', []],
  ['own-0123456789ab+2', '3', []],
])('a workflow that moves from %s to %s crosses %j', (from, to, crossed) => {
  expect(versionsBetween(from, to, three).map(({ version }) => version)).toEqual(crossed);
});
