/** The contract over a MessagePort: one for each load of our page, handed over when its preload script asks. */
import { RPCHandler } from "@orpc/server/message-port";
import { ipcMain, MessageChannelMain, type WebFrameMain } from "electron";
import type { Api } from "../service";
import { PORT_GIVEN, PORT_WANTED } from "./channels";
import { isOwn } from "./page";

export function offerPorts(api: Api): void {
  const handler = new RPCHandler(api);
  ipcMain.on(PORT_WANTED, ({ senderFrame }) => {
    if (senderFrame === null || !isOwnMainFrame(senderFrame)) return;
    const { port1, port2 } = new MessageChannelMain();
    handler.upgrade(port1);
    port1.start();
    senderFrame.postMessage(PORT_GIVEN, null, [port2]);
  });
}

/** A frame inside the page, or a page that is not ours, has no business with the service. */
function isOwnMainFrame({ parent, url }: WebFrameMain): boolean {
  return parent === null && isOwn(url);
}
