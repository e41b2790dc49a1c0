export const architecture = {
  title: "Architecture",
};
