import type { Project } from '../model/project.ts';
import type { Segment, Voice } from '../model/script.ts';
import type { Cut } from '../script/cutter.ts';
import { segmentsOf } from '../script/fit.ts';
import type { Reading } from '../script/spoken.ts';
import { modelById } from '../together/catalog/catalog.ts';

/** Sizes for a model that the catalogue does not know yet: small enough for every one that it does. */
const UNKNOWN_FIT = { comfortable: 280, most: 500 };

/** The sizes that a model speaks best. */
export const fitOf = (model: string) => modelById(model)?.fit ?? UNKNOWN_FIT;

/** The segments of a script that `voice` narrates, each in the sizes that its own voice's model speaks best. */
export function segmentsFor(
  script: Project['script'],
  voice: Voice,
  how: { cut?: Cut; reading?: Reading } = {},
): Segment[] {
  return segmentsOf(script, { voice, fit: fitOf }, how);
}
