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
      message:
        "{address}에서 가지의 출력은 {branch}인데 지름길은 {shortcut}입니다. 모양이 같아야 더할 수 있습니다. 해당 블록 {blocks}개.",
      fix: "두 경로가 맵을 똑같이 줄이고 같은 채널 수로 끝나게 하세요.",
    },
    SHORTCUT_REPLACES: {
      message:
        "블록이 지름길만 내보냅니다. 지름길이 가지에 더해지지 않고 가지를 대신하므로, 가지의 파라미터 {params}개에는 기울기가 가지 않습니다.",
      fix: "둘을 더하세요. out = shortcut(x)가 아니라 out += shortcut(x)입니다.",
    },
    STRIDE_REPEATED: {
      message:
        "{conv}에 블록의 스트라이드 {stride}이(가) 또 적용됩니다. 그래서 {address}에서 맵이 1/{stride}이 아니라 1/{product}로 줄어듭니다.",
      fix: "블록의 스트라이드는 합성곱 하나에만 두고 나머지는 맵의 크기를 유지하게 하세요.",
    },
    STRIDE_UNUSED: {
      message: "스테이지 {stage}의 스트라이드 {stride}은(는) 효과가 없습니다. 첫 블록의 어떤 층에도 적용되지 않습니다.",
      fix: "합성곱 하나와 투영에 스트라이드를 주거나 1로 하세요.",
    },
    PROJECTION_STRIDE: {
      message: "{address}의 지름길은 스트라이드가 1인데, 옆의 가지에는 블록의 스트라이드 {stride}이(가) 적용됩니다.",
      fix: "투영의 스트라이드는 가지와 같아야 합니다.",
    },
    PADDED_1X1: {
      message:
        "{conv}은(는) 패딩이 {padding}인 1x1 합성곱입니다. 이웃 픽셀을 보지 않으므로 패딩은 맵의 아무것도 보지 못하는 테두리만 덧붙입니다. 해당 블록 {blocks}개.",
      fix: "1x1 합성곱에는 패딩을 두지 마세요. 패딩 1은 3x3 합성곱에 맞습니다.",
    },
    MAP_COLLAPSED: {
      message: "{input} 입력의 맵이 {address}에서 한 픽셀도 안 되는 {output}(으)로 줄었습니다.",
      fix: "입력을 키우거나, 스테이지 수나 스트라이드를 줄이세요.",
    },
    KERNEL_EXCEEDS_MAP: {
      message:
        "{address}의 {kernel}x{kernel} 합성곱이 {map} 맵을 읽습니다. 가중치의 {share}%는 언제나 패딩만 만납니다. 해당 층 {layers}개, 효과 없는 가중치 {wasted}개(네트워크 전체의 {part}%).",
      fix: "입력을 키우거나, 스테이지를 줄이거나, 맵의 크기를 유지하는 스템을 쓰세요.",
    },
    RECEPTIVE_FIELD_EARLY: {
      message:
        "큰 이미지를 위한 스템입니다. 첫 스테이지가 끝나는 {address}에서 값 하나가 이미 {field}픽셀을 보는데, 이미지의 한 변은 {side}픽셀이고 맵은 {map}까지 줄었습니다. 뒤의 스테이지는 새로 볼 것이 없습니다.",
      fix: "이미지의 크기를 유지하는 CIFAR 스템을 쓰세요.",
    },
    ODD_SIZE_LOSES_PIXELS: {
      message:
        "{address}에서 스트라이드 {stride}의 {kernel}x{kernel} 창이 {map} 맵의 끝까지 닿지 않습니다. 아무도 보지 못하는 행이나 열은 {lost}개입니다. 해당 층 {layers}개.",
      fix: "끝까지 나누어떨어지는 크기의 입력을 쓰세요.",
    },
    STRIDE_EXCEEDS_KERNEL: {
      message:
        "{address}에서 {kernel}x{kernel} 창이 {stride}픽셀씩 움직여, 어느 창도 보지 못하는 픽셀이 생깁니다. 해당 층 {layers}개.",
      fix: "스트라이드가 창보다 크지 않게 하세요.",
    },
    GROUPS_NOT_DIVISIBLE: {
      message: "{address}에서 입력 채널 {channels}개와 출력 채널 {filters}개를 그룹 {groups}개로 나눌 수 없습니다.",
      fix: "너비의 약수인 그룹 수를 고르거나, 그룹 수의 배수인 너비를 고르세요.",
    },
    NORM_GROUPS_NOT_DIVISIBLE: {
      message:
        "{address}에서 그룹 정규화가 채널 {channels}개를 그룹 {groups}개로 나눌 수 없습니다. 해당 층 {layers}개.",
      fix: "모든 너비의 약수인 그룹 수를 고르세요.",
    },
    SHORTCUT_NARROWS: {
      message:
        "{address}에서 블록이 채널 {from}개에서 {channels}개로 좁아집니다. 지름길 A는 0을 덧붙일 뿐 채널을 줄일 수 없습니다.",
      fix: "투영하는 지름길 B를 쓰거나, 스테이지가 갈수록 너비가 커지게 하세요.",
    },
    EXPANSION_NARROWS: {
      message:
        "{address}에서 블록 안이 채널 {inner}개로 넓어지고 출력은 {outer}개입니다. 병목은 안이 좁고 확장 배수만큼 넓어져서 나갑니다. 지금 확장 배수는 {expansion}입니다.",
      fix: "1보다 큰 확장 배수를 쓰세요. 논문에서는 4입니다.",
    },
    TOO_LARGE: {
      message: "이 네트워크를 학습할 수 있는 컴퓨터는 없습니다.",
      fix: "너비나 블록 수나 입력을 줄이세요.",
    },
    ZERO_GAMMA_SILENCES: {
      message:
        "블록마다 마지막 정규화가 0에서 시작하는데 지름길이 없습니다. 모든 블록이 0을 내보내서 이미지가 머리 층까지 전해지지 않습니다.",
      fix: "정규화를 1에서 시작하세요. 0은 지름길에 더해지는 가지에만 씁니다.",
    },
    EXPANSION_UNUSED: {
      message: "확장 배수 {expansion}은(는) 효과가 없습니다. 기본 블록에는 출력을 넓힐 1x1 합성곱이 없습니다.",
      fix: "1로 하거나 병목 블록을 고르세요.",
    },
    GROUPS_UNUSED: {
      message: "그룹 {groups}개와 그룹당 너비 {widthPerGroup}은(는) 효과가 없습니다. 병목 블록만 그룹으로 나뉩니다.",
      fix: "1과 64로 되돌리거나 병목 블록을 고르세요.",
    },
    SHORTCUT_SCALE_UNUSED: {
      message: "지름길의 배율 {scale}은(는) 효과가 없습니다. 일반 네트워크에는 지름길이 없습니다.",
      fix: "1로 하거나 지름길을 고르세요.",
    },
    PROJECTION_POOLING_UNUSED: {
      message: "투영의 평균 풀링은 효과가 없습니다. 이 네트워크에는 스트라이드가 있는 투영이 없습니다.",
      fix: "쓰지 않거나 지름길 B나 C를 고르세요.",
    },
    ZERO_GAMMA_UNUSED: {
      message: "마지막 정규화를 0에서 시작해도 효과가 없습니다. 이 네트워크의 가지는 정규화로 끝나지 않습니다.",
      fix: "쓰지 않거나, 정규화를 두고 활성화 순서를 ‘post’로 하세요.",
    },
    STOCHASTIC_DEPTH_UNUSED: {
      message: "확률적 깊이 {rate}은(는) 효과가 없습니다. 지름길이 없으면 가지를 건너뛸 수 없습니다.",
      fix: "0으로 하거나 지름길을 고르세요.",
    },
    DROPOUT_UNUSED: {
      message:
        "드롭아웃 {rate}은(는) 효과가 없습니다. 드롭아웃은 블록의 마지막 합성곱 앞에 오는데, 이 블록에는 합성곱이 하나뿐입니다.",
      fix: "0으로 하거나 머리 층의 드롭아웃을 쓰세요.",
    },
  },
  causes: {
    strideRepeated: "{conv}에 블록의 스트라이드 {stride}이(가) 또 적용됩니다.",
    strideUntaken: "가지의 어떤 합성곱에도 블록의 스트라이드 {stride}이(가) 적용되지 않는데 지름길에는 적용됩니다.",
    paddingGrows: "패딩이 {padding}인 {kernel}x{kernel} 합성곱 {conv}이(가) 맵을 {by}픽셀 키웁니다.",
    paddingShrinks: "패딩이 {padding}인 {kernel}x{kernel} 합성곱 {conv}이(가) 맵을 {by}픽셀 줄입니다.",
    shortcutUnstrided: "가지에는 블록의 스트라이드 {stride}이(가) 적용되는데 지름길의 스트라이드는 1입니다.",
    projectionMissing: "지름길에 투영이 없어 모양이 {input} 그대로입니다.",
    parameters: "파라미터가 {total}개입니다.",
    macs: "이미지 한 장에 곱셈-누산이 {total}번 필요합니다.",
    memory: "이미지 한 장의 가중치, 기울기, 활성값이 {total}를 차지합니다.",
  },
  fixes: {
    useShortcutB: "투영 지름길(B) 쓰기",
    useNoShortcut: "지름길 없애기: 일반 네트워크",
    addShortcut: "지름길을 가지에 더하기",
    strideProjection: "지름길에 블록의 스트라이드 주기",
    useProjection: "지름길에 투영 넣기",
    strideConv: "{conv}에 블록의 스트라이드 주기",
    strideBlock: "{conv}과(와) 지름길에 블록의 스트라이드 주기",
    unstrideConv: "{conv}의 스트라이드 빼기",
    unstrideStages: "모든 스테이지의 스트라이드를 1로 하기",
    limitStrides: "스트라이드를 {stride} 이하로 하기",
    setPadding: "{conv}의 패딩을 {padding}(으)로 하기",
    setKernel: "{conv}을(를) 패딩 {padding}인 {kernel}x{kernel}(으)로 하기",
    keepMaps: "모든 합성곱의 패딩을 맵이 유지되게 맞추기",
    repairBlock: "블록 전체 고치기",
    useBasicBlock: "고쳐서 기본 블록을 이름으로 쓰기 (같은 블록입니다)",
    useBottleneckBlock: "고쳐서 병목 블록을 이름으로 쓰기 (같은 블록입니다)",
    useCifarStem: "CIFAR 스템 쓰기",
    setInput: "입력을 {input}(으)로 하기",
    dropStages: "스테이지 {stage}부터 빼기",
    setGroups: "그룹을 {groups}개로 하기",
    setWidths: "스테이지의 너비를 {widths}(으)로 하기",
    setStemWidth: "스템의 너비를 {width}(으)로 하기",
    setAllWidths: "스템의 너비를 {width}, 스테이지의 너비를 {widths}(으)로 하기",
    ungroupConvs: "{convs}을(를) 그룹으로 나누지 않기",
    setNormGroups: "정규화의 그룹을 {groups}개로 하기",
    useBatchNorm: "배치 정규화 쓰기",
    setExpansion: "확장 배수를 {expansion}(으)로 하기",
    setWidthPerGroup: "그룹당 너비를 {width}(으)로 하기",
    resetExpansion: "확장 배수를 1로 하기",
    resetGroups: "그룹은 1, 그룹당 너비는 64로 하기",
    resetShortcutScale: "배율을 1로 하기",
    resetProjectionPooling: "평균 풀링 빼기",
    resetZeroGamma: "정규화를 1에서 시작하기",
    resetStochasticDepth: "확률적 깊이를 0으로 하기",
    resetDropout: "드롭아웃을 0으로 하기",
  },
  samples: {
    notebookBlock: {
      title: "노트북의 블록",
      about:
        "ResNet-34의 구성에, 어느 학습용 노트북에 있던 블록을 넣었습니다. conv2는 패딩이 1인 1x1이고 스트라이드를 또 적용하며, 투영의 스트라이드는 1이고, 더해야 할 자리에 out = shortcut(x)가 있습니다. 실수마다 설명이 있으니 하나씩 고쳐 ResNet-34에 이르러 보세요.",
    },
  },
};
