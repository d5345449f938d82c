/** The loudest sample of each of `count` equal stretches, keeping its sign: what a waveform is drawn from. */
export function peaksOf(samples: Float32Array, count: number): Float32Array {
  const peaks = new Float32Array(Math.min(count, samples.length));
  for (let index = 0; index < peaks.length; index += 1) {
    const from = Math.floor((index * samples.length) / peaks.length);
    const to = Math.floor(((index + 1) * samples.length) / peaks.length);
    let loudest = 0;
    for (let at = from; at < to; at += 1) {
      const sample = samples[at] ?? 0;
      if (Math.abs(sample) > Math.abs(loudest)) loudest = sample;
    }
    peaks[index] = loudest;
  }
  return peaks;
}
