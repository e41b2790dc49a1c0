import "./no-eval";
import { createPinia } from "pinia";
import { createApp } from "vue";
import App from "./App.vue";
import { connectHost, provideHost } from "./host/use-host";
import { i18n } from "./locales/i18n";
import { router } from "./router";
import "./ui/element";
import "./styles/tokens.css";
import "./styles/element.css";
import "./styles/base.css";
import { applyTheme } from "./ui/use-theme";

applyTheme();
const app = createApp(App);
provideHost(app, await connectHost());
app.use(createPinia()).use(i18n).use(router).mount("#app");
