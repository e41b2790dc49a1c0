/** Hands a file to the reader, who chooses where it goes. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken the content over once the event loop comes round.
  setTimeout(() => URL.revokeObjectURL(url));
}

/** A name that every file system takes. */
export function safeFileName(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").replaceAll(/^-+|-+$/g, "") || "file";
}
