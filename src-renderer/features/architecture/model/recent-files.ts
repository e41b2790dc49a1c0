/** The architecture files opened and saved last, each with what was in it: the window can't read a file again by itself. */
import { z } from "zod";
import { archSpecSchema } from "../../../../src-main/common/arch/spec";

const recentFileSchema = z.object({
  name: z.string().min(1).max(255),
  /** Milliseconds since 1970. */
  at: z.int(),
  spec: archSpecSchema,
});
export type RecentFile = z.infer<typeof recentFileSchema>;
export const recentFilesSchema = z.array(recentFileSchema);

const KEPT = 8;

/** Newest first; a file that comes again moves to the front. */
export function withRecent(files: readonly RecentFile[], file: RecentFile): RecentFile[] {
  return [file, ...files.filter(({ name }) => name !== file.name)].slice(0, KEPT);
}

export function withoutRecent(files: readonly RecentFile[], name: string): RecentFile[] {
  return files.filter((file) => file.name !== name);
}
