import { spawn } from "node:child_process";
import { type Command, Option } from "commander";
import { type CommonOptions, storeDir, withCommon } from "../options";
import { print, printJson, tell } from "../output";
import type { Places } from "../places";
import { onEndSignals } from "../signals";
import * as values from "../values";

interface Options extends CommonOptions {
  port?: number;
  open: boolean;
}

export function serve(program: Command, places: Places): void {
  const command = program
    .command("serve")
    .description("the window in a browser, on this machine's loopback interface alone")
    .addOption(
      new Option("--port <n>", "port to listen on (default: a free one)").argParser(
        values.integer("port", { min: 0, max: 65_535 }),
      ),
    )
    .option("--no-open", "only print the address");
  withCommon(command).action(async (options: Options) => {
    const [{ openService }, { startWebHost }] = await Promise.all([import("../../service"), import("../../host-web")]);
    if (options.port !== undefined) await checkPort(options.port);
    const service = await openService({ dir: storeDir(options), host: "web", trainerPath: places.trainer });
    const host = await startWebHost({ service, port: options.port, rendererDir: places.renderer }).catch(
      async (thrown: unknown) => {
        await service.close({ now: true });
        throw thrown;
      },
    );
    const ended = new Promise<void>((resolve) => {
      const stop = onEndSignals((times) => {
        if (times === 1) tell("Closing: a run in progress is told to stop and save. Once more ends it at once.");
        void service.close({ now: times > 1 }).then(() => {
          stop();
          resolve();
        });
      });
    });
    if (options.json) printJson({ url: host.url });
    else print(`Residua is at ${host.url}`);
    if (options.open) openBrowser(host.url);
    await ended;
    await host.close();
  });
}

/** Before the service is opened: a host that can't be reached must not take up the queue. */
async function checkPort(port: number): Promise<void> {
  const { listenOnLoopback } = await import("../../host-web/listen");
  const { servers } = await listenOnLoopback(port, (_, response) => response.destroy());
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
}

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** The system's own browser; where there is none (a server without a screen), the printed address has to do. */
function openBrowser(url: string): void {
  const [command = "xdg-open", ...args] = OPENERS[process.platform] ?? [];
  const child = spawn(command, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", () => tell("No browser could be opened: open the address above yourself."));
  child.unref();
}
