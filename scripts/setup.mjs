// npm run setup: installs, gets TensorFlow, builds. Starts nothing.
import { formatDuration, say } from "./lib/progress.mjs";
import { script } from "./lib/script.mjs";
import { setUp } from "./lib/setup.mjs";

await script(async () => {
  const started = Date.now();
  await setUp();
  say(`Set up in ${formatDuration(Date.now() - started)}. Start the workbench with \`npm start\`.`);
});
