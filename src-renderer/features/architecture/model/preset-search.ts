/** Finding a preset by a part of any of its names. */
import { presetAliases } from "../../../../src-main/common/arch/presets";

const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_-]+/g, "");

/** Whether a name, or another that it goes by, has the sought text in it; case, hyphens and underscores don't matter. */
export function matchesPreset(name: string, sought: string): boolean {
  return [name, ...presetAliases(name)].some((known) => plain(known).includes(plain(sought)));
}
