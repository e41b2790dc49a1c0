import type { common as en } from "../en/common";

export const common: typeof en = {
  appName: "Residua",
  nav: {
    label: "주 메뉴",
    architecture: "구조",
    newRun: "새 실행",
    runs: "실행 목록",
    system: "시스템",
  },
  connection: {
    connecting: "연결 중",
    online: "연결됨",
    offline: "연결 끊김",
    offlineBanner:
      "호스트에 연결할 수 없어 자동으로 다시 시도하고 있습니다. Residua를 새로 시작했다면 새로 표시된 주소를 여세요.",
  },
  language: "언어",
  theme: { label: "테마", system: "시스템 설정", light: "밝게", dark: "어둡게" },
  skipToContent: "본문으로 건너뛰기",
  close: "닫기",
  cancel: "취소",
  tryAgain: "다시 시도",
  loading: "불러오는 중",
  help: "{name} 도움말",
  statusBar: "상태 표시줄",
  notFound: {
    title: "페이지가 없습니다",
    text: "{path}에는 아무것도 없습니다.",
    back: "구조 화면으로 가기",
  },
};
