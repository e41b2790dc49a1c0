import { expect, it } from "vitest";
import { outsideArchive, plainNode, storeFrom } from "../../../src-main/host-electron/options";
import { defaultStoreDir } from "../../../src-main/store";

it("takes the data folder from among Chromium's switches", () => {
  expect(storeFrom(["--no-first-run", "--store", "/data/residua", "--lang=ko"])).toBe("/data/residua");
  expect(storeFrom(["--store=/data/residua"])).toBe("/data/residua");
  expect(storeFrom(["--lang=ko"])).toBe(defaultStoreDir());
});

it("runs trainers on a plain Node, never on Electron itself", () => {
  expect(plainNode({ npm_node_execpath: "/opt/node/bin/node" })).toBe("/opt/node/bin/node");
  expect(plainNode({ RESIDUA_NODE: "/shipped/node", npm_node_execpath: "/opt/node/bin/node" })).toBe("/shipped/node");
  expect(plainNode({})).toBe("node");
});

it("points a plain Node outside the app's archive", () => {
  expect(outsideArchive("/opt/Residua/resources/app.asar/dist/main/trainer.js")).toBe(
    "/opt/Residua/resources/app.asar.unpacked/dist/main/trainer.js",
  );
  expect(outsideArchive("/home/me/residua/dist/main/trainer.js")).toBe("/home/me/residua/dist/main/trainer.js");
});
