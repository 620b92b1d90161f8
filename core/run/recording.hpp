#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "engine/history.hpp"
#include "experiment/experiment.hpp"

namespace reluscope {

/// The parameters before the step of an iteration, and their loss.
struct Frame {
  std::int64_t iteration = 0;
  double loss = 0;
  Weights weights;
};

/// The frames of a run, exact to the last bit, and its losses.
///
/// A neuron that is active on no point never moves again, and in wide networks most neurons end that way. A frame
/// therefore stores only the neurons that differ from the frame before. Every 32nd frame stores all neurons, so that
/// reading a frame takes at most 32 of them. What an engine has marked in a history is rebuilt from that.
class Recording {
 public:
  /// `lossEvery` is the number of iterations between two recorded losses.
  explicit Recording(std::int64_t lossEvery) : lossEvery_(lossEvery) {}

  /// Adds a frame, or throws std::bad_alloc and leaves the recording unchanged. All frames of a recording have the same
  /// number of neurons.
  void addFrame(Frame frame);

  /// Takes the history in which frames will be marked. Before the first frame.
  void follow(std::unique_ptr<const History> history) { history_ = std::move(history); }

  /// Adds the frame that has just been marked in the history, of a number of neurons and a range.
  void addMark(std::int64_t iteration, double loss, std::int64_t neurons, const Extent& extent);

  void addLoss(double loss) { loss_.push_back(loss); }

  /// The losses, to append to.
  [[nodiscard]] std::vector<double>& losses() { return loss_; }

  /// The number of frames; their indices start at 0.
  [[nodiscard]] std::size_t frames() const { return kept_.size(); }
  [[nodiscard]] std::int64_t frameIteration(std::size_t index) const { return kept_[index].iteration; }
  [[nodiscard]] double frameLoss(std::size_t index) const { return kept_[index].loss; }
  [[nodiscard]] Frame frame(std::size_t index) const;

  /// The last frame; if there is none, a frame without neurons whose loss is NaN.
  [[nodiscard]] Frame last() const;

  /// The w, b and a of one neuron, frame after frame. O(frames · neurons / 64).
  [[nodiscard]] Weights trail(std::size_t neuron) const;

  /// The losses after 0 steps, lossEvery, 2·lossEvery, …
  [[nodiscard]] const std::vector<double>& loss() const { return loss_; }
  [[nodiscard]] std::int64_t lossEvery() const { return lossEvery_; }

  /// The bytes that the frames take.
  [[nodiscard]] std::int64_t bytes() const;

  /// The smallest and the largest a_j over all frames, extended to include 0.
  [[nodiscard]] double smallestWeight() const { return extent_.smallestWeight; }
  [[nodiscard]] double largestWeight() const { return extent_.largestWeight; }

  /// The mean ‖w̃_j‖ in the first frame, and the largest over all frames; 0 without frames.
  [[nodiscard]] double initialNorm() const { return extent_.meanNorm; }
  [[nodiscard]] double largestNorm() const { return extent_.largestNorm; }

 private:
  struct Kept {
    std::int64_t iteration;
    double loss;
    std::vector<double> c;
    std::vector<std::uint64_t> changed;  // One bit for each neuron.
    std::vector<double> values;          // w, b and a of the neurons whose bit is set.
    std::size_t from = 0;                // The frame with all neurons that it follows from; its mark, if it is one.
    bool isMark = false;
  };

  Extent collect(const Weights& now, bool whole, Kept& kept);

  std::unique_ptr<const History> history_;
  std::int64_t neurons_ = 0;  // Of a mark.
  std::size_t marks_ = 0;
  std::vector<Kept> kept_;
  Weights last_;                 // Of the last frame.
  std::vector<double> changes_;  // Room to collect the values of a frame.
  std::vector<double> loss_;
  std::int64_t lossEvery_;
  Extent extent_;
};

/// The most bytes that a recording may take.
inline constexpr std::int64_t kMostRecordingBytes = std::int64_t{1} << 30;

/// An upper bound on the bytes of a recording of neurons with `numbers` parameters each.
double recordingBytes(std::int64_t frames, std::int64_t neurons, std::int64_t numbers = 3);

/// Iterations between two recorded losses: ⌈iterations / 100,000⌉.
std::int64_t lossInterval(std::int64_t iterations);

}  // namespace reluscope
