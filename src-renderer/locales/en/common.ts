export const common = {
  appName: "Residua",
  nav: {
    label: "Main",
    architecture: "Architecture",
    newRun: "New run",
    runs: "Runs",
    system: "System",
  },
  connection: {
    connecting: "Connecting",
    online: "Connected",
    offline: "Offline",
    offlineBanner:
      "The host can't be reached; the window reconnects by itself. If Residua was started anew, open the address that it printed.",
  },
  language: "Language",
  theme: { label: "Theme", system: "System", light: "Light", dark: "Dark" },
  skipToContent: "Skip to content",
  close: "Close",
  cancel: "Cancel",
  tryAgain: "Try again",
  loading: "Loading",
  help: "Help on {name}",
  statusBar: "Status",
  notFound: {
    title: "No such page",
    text: "Nothing is at {path}.",
    back: "Go to Architecture",
  },
};
