import { createRouter, createWebHistory, type RouteRecordRaw } from "vue-router";
import type { MessageKey } from "./locales/messages";

declare module "vue-router" {
  interface RouteMeta {
    /** The page's name in the window's title. */
    title: MessageKey;
  }
}

const routes: RouteRecordRaw[] = [
  { path: "/", redirect: "/architecture" },
  {
    path: "/architecture",
    name: "architecture",
    component: () => import("./features/architecture/ArchitecturePage.vue"),
    meta: { title: "common.nav.architecture" },
  },
  {
    path: "/side-by-side",
    name: "side-by-side",
    component: () => import("./features/side-by-side/SideBySidePage.vue"),
    meta: { title: "diagram.sideBySide.title" },
  },
  {
    path: "/new",
    name: "new-run",
    component: () => import("./features/new-run/NewRunPage.vue"),
    meta: { title: "common.nav.newRun" },
  },
  {
    path: "/runs",
    name: "runs",
    component: () => import("./features/runs/RunsPage.vue"),
    meta: { title: "common.nav.runs" },
  },
  {
    path: "/runs/:id",
    name: "run",
    component: () => import("./features/run/RunPage.vue"),
    props: true,
    meta: { title: "common.nav.runs" },
  },
  {
    path: "/system",
    name: "system",
    component: () => import("./features/system/SystemPage.vue"),
    meta: { title: "common.nav.system" },
  },
  {
    path: "/:path(.*)*",
    name: "not-found",
    component: () => import("./ui/NotFoundPage.vue"),
    meta: { title: "common.notFound.title" },
  },
];

export const router = createRouter({ history: createWebHistory(), routes });
