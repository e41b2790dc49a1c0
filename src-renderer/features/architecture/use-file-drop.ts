import { onBeforeUnmount, onMounted, ref } from "vue";

/** True while a file is held over the window; `open` gets the one that is dropped. */
export function useFileDrop(open: (file: File) => void) {
  const isOver = ref(false);
  /** Elements below the pointer, each with its own enter and leave. */
  let depth = 0;

  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

  function onEnter(event: DragEvent): void {
    if (!holdsFiles(event)) return;
    depth += 1;
    isOver.value = true;
  }

  function onLeave(event: DragEvent): void {
    if (!holdsFiles(event)) return;
    depth = Math.max(0, depth - 1);
    isOver.value = depth > 0;
  }

  /** Without this the browser would leave the page for the file. */
  function onOver(event: DragEvent): void {
    if (holdsFiles(event)) event.preventDefault();
  }

  function onDrop(event: DragEvent): void {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth = 0;
    isOver.value = false;
    const file = event.dataTransfer?.files[0];
    if (file) open(file);
  }

  const listeners = { dragenter: onEnter, dragleave: onLeave, dragover: onOver, drop: onDrop } as const;
  onMounted(() => {
    for (const [type, listener] of Object.entries(listeners)) window.addEventListener(type, listener as EventListener);
  });
  onBeforeUnmount(() => {
    for (const [type, listener] of Object.entries(listeners))
      window.removeEventListener(type, listener as EventListener);
  });

  return isOver;
}
