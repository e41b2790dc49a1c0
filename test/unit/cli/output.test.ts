import { afterEach, expect, it, vi } from "vitest";
import { print, printJson, tell } from "../../../src-main/cli/output";

afterEach(() => vi.restoreAllMocks());

const HOSTILE = "a\u001b[2Jb\u009bc\u007f\u202e\rd";
const SHOWN = "a\\u001b[2Jb\\u009bc\\u007f\\u202e\\u000dd";

it("lets no control character through to a terminal, and keeps lines and tabs", () => {
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  print(`${HOSTILE}\n\ttabbed`);
  tell(HOSTILE);
  print("name,kind\r\nconv,conv2d\r");
  expect(out.mock.calls.map(([text]) => text)).toEqual([`${SHOWN}\n\ttabbed\n`, "name,kind\r\nconv,conv2d\r\n"]);
  expect(err.mock.calls).toEqual([[`${SHOWN}\n`]]);
});

it("means the same in JSON with its control characters escaped", () => {
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  printJson({ name: HOSTILE });
  const text = String(out.mock.calls[0]?.[0]);
  expect(text).toMatch(/^[\x20-\x7e]+\n$/);
  expect(JSON.parse(text)).toEqual({ name: HOSTILE });
});
