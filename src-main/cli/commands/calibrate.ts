/** `bench --calibrate`: what this machine's steps cost, so that `inspect` and the window can predict others. */
import type { Calibration } from "../../common/arch/step-time";
import { ResiduaError } from "../../common/errors";
import type { CommonOptions } from "../options";
import { percent, print, printJson, table } from "../output";
import type { Places } from "../places";
import { StatusLine } from "../status-line";
import { withService } from "../work";

export async function calibrate(places: Places, device: string, options: CommonOptions): Promise<void> {
  const calibration = await withService(places, options, async ({ client }) => {
    const status = new StatusLine();
    try {
      for await (const { done, of, calibration } of await client.calibration.run({ device })) {
        if (calibration !== null) return calibration;
        status.show(`timing small networks on ${device}: ${done} of ${of} done`);
      }
    } finally {
      status.end();
    }
    throw new ResiduaError("INTERNAL", "The calibration ended without a result.");
  });
  if (options.json) printJson(calibration);
  else print(asText(calibration));
}

export function asText({ device, tensorflow, uncertainty, points }: Calibration): string {
  const rows = points.map(({ net, batch, measured, predicted }) => {
    const difference = percent(predicted / measured - 1);
    return [net, String(batch), milliseconds(measured), milliseconds(predicted), difference];
  });
  const head = ["network", "batch", "measured", "predicted from the others", "difference"];
  return [
    table([head, ...rows], ["left", "right", "right", "right", "right"]),
    "",
    `${device} with TensorFlow ${tensorflow} is calibrated: step times are predicted within ± ${percent(uncertainty)}.`,
  ].join("\n");
}

function milliseconds(seconds: number): string {
  return `${(1000 * seconds).toFixed(1)} ms`;
}
