import type { inside as en } from "../en/inside";

export const inside: typeof en = {
  title: "네트워크 내부",
  choose: "표시할 값",
  label: "{quantity}: 층 {layers}개를 {looks}번 살펴본 값입니다. 화살표 키로 칸을 하나씩 읽을 수 있습니다.",
  step: "스텝 {step}",
  off: "이 실행은 네트워크 내부를 살펴보지 않습니다.",
  none: "아직 없습니다. 첫 스텝과 함께 첫 값이 나옵니다.",
  nothing: "이 네트워크에는 이 값을 잴 층이 없습니다.",
  notFinite: "유한하지 않음",
  quantity: {
    residualRatio: {
      name: "가지와 지름길의 비",
      about:
        "각 덧셈에서의 ‖F(x)‖ / ‖x‖입니다. 블록이 입력에 얼마나 더하는지를 나타내며, 작을수록 거의 바꾸지 않습니다.",
    },
    activationMean: { name: "활성값: 평균", about: "배치와 맵 전체에 대한 각 활성 함수 출력의 평균입니다." },
    activationDeviation: {
      name: "활성값: 표준편차",
      about: "각 활성 함수 출력의 표준편차입니다. 0에 가까우면 어떤 이미지에도 같은 값을 냅니다.",
    },
    gradientNorm: {
      name: "기울기: 노름",
      about:
        "각 층 가중치의 기울기 노름입니다. 배치 정규화가 있으면 평범한 네트워크에서도 깊이와 관계없이 건강하게 유지됩니다.",
    },
    updateRatio: {
      name: "갱신과 가중치의 비",
      about: "한 스텝이 각 층의 가중치를 노름 대비 얼마나 움직이는지입니다. 보통 천분의 일 정도입니다.",
    },
    statisticsGap: {
      name: "배치 통계와 이동 통계의 차",
      about: "배치 평균이 평가에 쓰이는 이동 평균에서 얼마나 떨어져 있는지를 이동 표준편차 단위로 나타냅니다.",
    },
  },
};
