import type { RunSummary } from "../../src-main/common/contract/host";
import { toErrorData } from "../../src-main/common/errors";
import { useText } from "../locales/use-text";
import { useRunsStore } from "../stores/runs";
import { ElMessage, ElMessageBox } from "../ui/element";
import "./run-actions.css";

interface Question {
  title: string;
  text: string;
  /** The button that goes ahead. */
  yes: string;
  /** Shown as dangerous. */
  destroys?: boolean;
}

/** Stopping, resuming and removing runs, with the question before and the host's refusal after. */
export function useRunActions() {
  const { t } = useText();
  const store = useRunsStore();

  /** A queued run is taken back without a question: it has nothing to lose. */
  async function stop(run: RunSummary): Promise<void> {
    const question = {
      title: t("runs.stopTitle", { name: run.name }),
      text: t("runs.stopText"),
      yes: t("runs.stopConfirm"),
    };
    if (run.state === "queued" || (await confirmed(question))) await attempt(() => store.stop(run.id));
  }

  /** Queues it again, to go on from its last checkpoint. */
  async function resume(run: RunSummary): Promise<void> {
    await attempt(() => store.resume(run.id));
  }

  /** True when it is gone. */
  async function remove(run: RunSummary): Promise<boolean> {
    const question = {
      title: t("runs.removeTitle", { name: run.name }),
      text: t("runs.removeText"),
      yes: t("runs.removeConfirm"),
      destroys: true,
    };
    return (await confirmed(question)) && attempt(() => store.remove(run.id));
  }

  async function confirmed({ title, text, yes, destroys = false }: Question): Promise<boolean> {
    try {
      await ElMessageBox.confirm(text, title, {
        confirmButtonText: yes,
        cancelButtonText: t("common.cancel"),
        confirmButtonClass: destroys ? "el-button--danger" : "",
        autofocus: false,
      });
      return true;
    } catch {
      // Element Plus rejects for "cancel" and "close".
      return false;
    }
  }

  async function attempt(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (thrown) {
      ElMessage.error({ message: toErrorData(thrown).message, duration: 8000, showClose: true });
      return false;
    }
  }

  return { stop, resume, remove };
}
