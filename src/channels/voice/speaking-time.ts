/** Measured with the voices of both platforms at their usual speed; a pause is what a comma or a full stop takes. */
const perSecond = { chinese: 4.5, englishWords: 2.6 };
const pauseSeconds = 0.2;

/** How long a spoken text takes at about, in seconds: Chinese by its characters, everything else by its words. */
export function speakingSeconds(spoken: string): number {
  const chinese = spoken.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = spoken.match(/[\p{Script=Latin}\p{N}]+/gu)?.length ?? 0;
  const pauses = spoken.match(/[，。、；：！？,.;:!?]+/g)?.length ?? 0;
  return chinese / perSecond.chinese + words / perSecond.englishWords + pauses * pauseSeconds;
}
