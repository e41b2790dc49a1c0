/** Chart.js with only what is used here registered; nothing else imports it by value. */
import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from "chart.js";
import zoom from "chartjs-plugin-zoom";

Chart.register(LineController, LineElement, LinearScale, LogarithmicScale, PointElement, zoom);

export { Chart };
