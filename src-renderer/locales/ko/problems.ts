import type { problems as en } from "../en/problems";
import type { Translated } from "../messages";

export const problems: Translated<typeof en> = {
  label: "문제",
  none: "없습니다. 이 네트워크는 학습할 수 있습니다.",
  count: "문제 {count}개",
  show: "{address} 보기",
  showField: "보기",
  fix: "고치기",
  codes: {
    SHAPE_CLASH: {
      message: "{address}에서 가지의 출력은 {branch}인데 지름길은 {shortcut}입니다. 모양이 같아야 더할 수 있습니다.",
      fix: "양쪽의 스트라이드와 너비를 같게 하거나, 지름길을 투영(B)으로 바꾸세요.",
    },
    MAP_COLLAPSED: {
      message: "{input} 입력의 맵이 {address}에서 한 픽셀도 안 되는 {output}(으)로 줄었습니다.",
      fix: "입력을 키우거나, 스테이지 수나 스트라이드를 줄이세요.",
    },
    GROUPS_NOT_DIVISIBLE: {
      message: "{address}의 너비 {filters}은(는) 그룹 {groups}개로 나누어떨어지지 않습니다.",
      fix: "그룹 수의 배수인 너비를 고르거나 그룹을 1개로 하세요.",
    },
    SHORTCUT_NARROWS: {
      message: "{address}에서 블록이 채널 {channels}개로 좁아집니다. 지름길 A는 0을 덧붙일 뿐 채널을 줄일 수 없습니다.",
      fix: "투영하는 지름길 B를 쓰거나, 스테이지가 갈수록 너비가 커지게 하세요.",
    },
    EXPANSION_UNUSED: {
      message: "확장 배수 {expansion}은(는) 효과가 없습니다. 기본 블록에는 출력을 넓힐 1x1 합성곱이 없습니다.",
      fix: "1로 하거나 병목 블록을 고르세요.",
    },
    GROUPS_UNUSED: {
      message: "그룹 {groups}개와 그룹당 너비 {widthPerGroup}은(는) 효과가 없습니다. 병목 블록만 그룹으로 나뉩니다.",
      fix: "1과 64로 되돌리거나 병목 블록을 고르세요.",
    },
  },
  fixes: {
    useShortcutB: "투영 지름길(B) 쓰기",
    setGroups: "그룹을 {groups}개로 하기",
    resetExpansion: "확장 배수를 1로 하기",
    resetGroups: "그룹은 1, 그룹당 너비는 64로 하기",
  },
};
