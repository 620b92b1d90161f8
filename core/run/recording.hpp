#pragma once

#include <cstdint>
#include <vector>

#include "experiment/experiment.hpp"

namespace reluscope {

/// The parameters before the step of one iteration, and their loss.
struct Frame {
  std::int64_t iteration = 0;
  double loss = 0;
  Weights weights;
};

/// What a run leaves behind: its frames, to the last bit, and its losses.
///
/// A neuron that is active nowhere never moves again, and in wide networks most end so. Therefore a frame keeps only
/// the neurons that differ from the frame before, except for every 32nd, which keeps all, so that any frame is put
/// together from 32 at most.
class Recording {
 public:
  /// `lossEvery` is the number of iterations between two recorded losses.
  explicit Recording(std::int64_t lossEvery) : lossEvery_(lossEvery) {}

  /// Takes a frame in, or leaves the recording as it was when there is no memory for it (std::bad_alloc); all frames of
  /// a recording have equally many neurons.
  void addFrame(Frame frame);
  void addLoss(double loss) { loss_.push_back(loss); }

  /// How many frames there are; they are numbered from 0.
  [[nodiscard]] std::size_t frames() const { return kept_.size(); }
  [[nodiscard]] std::int64_t frameIteration(std::size_t index) const { return kept_[index].iteration; }
  [[nodiscard]] double frameLoss(std::size_t index) const { return kept_[index].loss; }
  [[nodiscard]] Frame frame(std::size_t index) const;

  /// The last frame; one without neurons, whose loss is no number, when there is none.
  [[nodiscard]] Frame last() const;

  /// The w, b and a of one neuron in every frame: entry k belongs to frame k. O(frames · neurons / 64).
  [[nodiscard]] Weights trail(std::size_t neuron) const;

  /// The losses at iterations 0, lossEvery, 2·lossEvery, …
  [[nodiscard]] const std::vector<double>& loss() const { return loss_; }
  [[nodiscard]] std::int64_t lossEvery() const { return lossEvery_; }

  /// The memory that the frames take.
  [[nodiscard]] std::int64_t bytes() const;

  /// The smallest, and the largest, a_j over all frames; 0 if that is smaller, or larger.
  [[nodiscard]] double smallestWeight() const { return smallestWeight_; }
  [[nodiscard]] double largestWeight() const { return largestWeight_; }

  /// The mean ‖w̃_j‖ in the first frame, and the largest over all frames; 0 when there is none.
  [[nodiscard]] double initialNorm() const { return initialNorm_; }
  [[nodiscard]] double largestNorm() const { return largestNorm_; }

 private:
  struct Kept {
    std::int64_t iteration;
    double loss;
    double c;
    std::vector<std::uint64_t> changed;  // A bit a neuron.
    std::vector<double> values;          // w, b and a of those whose bit is set.
  };

  std::vector<Kept> kept_;
  Weights last_;  // Of the last frame.
  std::vector<double> loss_;
  std::int64_t lossEvery_;
  double smallestWeight_ = 0;
  double largestWeight_ = 0;
  double initialNorm_ = 0;
  double largestNorm_ = 0;
};

/// Most bytes that a recording may need.
inline constexpr std::int64_t kMostRecordingBytes = std::int64_t{1} << 30;

/// The most bytes that a recording of so many frames and neurons can take.
double recordingBytes(std::int64_t frames, std::int64_t neurons);

/// Iterations between two recorded losses: ⌈iterations / 100,000⌉.
std::int64_t lossInterval(std::int64_t iterations);

}  // namespace reluscope
