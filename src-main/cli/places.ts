/** Where the parts of this installation lie. */
import { fileURLToPath } from "node:url";

export interface Places {
  /** The built trainer. */
  trainer: string;
  /** The built window. */
  renderer: string;
  /** The bench's peer. */
  torchPeer: string;
}

/** @param entry Address of the built command line, dist/main/residua.js; the bundler's chunks lie elsewhere. */
export function placesFrom(entry: string): Places {
  const at = (path: string) => fileURLToPath(new URL(path, entry));
  return {
    trainer: at("trainer.js"),
    renderer: at("../renderer/"),
    torchPeer: at("../../resources/bench/torch_peer.py"),
  };
}
