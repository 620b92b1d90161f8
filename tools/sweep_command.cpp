#include "tools/sweep_command.hpp"

#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <exception>
#include <iostream>
#include <limits>
#include <mutex>
#include <thread>
#include <vector>

#include "sweep/summary.hpp"
#include "sweep/sweep.hpp"
#include "sweep/sweep_script.hpp"
#include "text/number_text.hpp"
#include "tools/call_error.hpp"
#include "tools/input_file.hpp"
#include "tools/output_file.hpp"
#include "tools/sweep_file.hpp"
#include "tools/table_format.hpp"
#include "tools/terminal_text.hpp"
#include "tools/whole_text.hpp"

namespace reluscope {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kMostTableBytes = 4e9;
constexpr auto kLookEvery = std::chrono::milliseconds(100);
constexpr auto kReportEvery = std::chrono::seconds(10);  // Where stderr is no terminal.

/// The signal that asked the sweep to stop, or 0.
volatile std::sig_atomic_t stopSignal = 0;

extern "C" void rememberSignal(int signal) { stopSignal = signal; }

/// Makes the first of each signal only ask, and the second end the program. Ignored signals stay ignored.
void listenForSignals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler == SIG_IGN) {
      continue;
    }
    struct sigaction action {};
    action.sa_handler = rememberSignal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigaction(signal, &action, nullptr);
  }
}

/// The processors that this process may use, which a batch system may have limited.
std::size_t processors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  const bool isKnown = sched_getaffinity(0, sizeof set, &set) == 0;
  return isKnown ? static_cast<std::size_t>(CPU_COUNT(&set)) : std::max(1U, std::thread::hardware_concurrency());
}

std::string counted(std::size_t number) { return groupedDigits(static_cast<double>(number)); }

/// Trains the runs of a sweep on several threads, and writes their rows in order.
class Workers {
 public:
  Workers(const Sweep& sweep, SweepFile& file, std::size_t last)
      : sweep_(sweep), file_(file), next_(file.next()), last_(last) {}
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers() {
    stop();
    join();
  }

  void start(std::size_t jobs) {
    for (std::size_t job = std::min(jobs, last_ - next_); job > 0; --job) {
      const std::lock_guard lock(mutex_);  // A thread that ends at once must have been counted.
      threads_.emplace_back([this] { work(); });
      ++working_;
    }
  }

  /// Waits for a moment; returns whether all runs are done, or as many as began before `stop`.
  bool wait() {
    std::unique_lock lock(mutex_);
    finished_.wait_for(lock, kLookEvery, [this] { return working_ == 0; });
    return working_ == 0;
  }

  /// Begins no further run.
  void stop() {
    const std::lock_guard lock(mutex_);
    next_ = last_;
  }

  /// To call after all are done; throws what ended them early.
  void join() {
    for (std::thread& thread : threads_) {
      if (thread.joinable()) {
        thread.join();
      }
    }
  }
  void rethrow() const {
    if (failure_) {
      std::rethrow_exception(failure_);
    }
  }

  [[nodiscard]] std::size_t done() {
    const std::lock_guard lock(mutex_);
    return done_;
  }
  [[nodiscard]] std::size_t diverged() const { return diverged_; }

 private:
  void work() {
    try {
      for (std::optional<std::size_t> run = take(); run; run = take()) {
        SummaryRun training(sweep_.experiment(*run));
        while (!training.finished()) {
          training.advance(std::numeric_limits<std::int64_t>::max());
        }
        add(*run, training.summary());
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = failure_ ? failure_ : std::current_exception();
      next_ = last_;
    }
    const std::lock_guard lock(mutex_);
    --working_;
    finished_.notify_one();
  }

  std::optional<std::size_t> take() {
    const std::lock_guard lock(mutex_);
    return next_ < last_ ? std::optional(next_++) : std::nullopt;
  }

  void add(std::size_t run, const Summary& summary) {
    const std::lock_guard lock(mutex_);
    const std::size_t place = run - file_.next();
    waiting_.resize(std::max(waiting_.size(), place + 1));
    waiting_[place] = summary;
    ++done_;
    diverged_ += summary.divergedAt >= 0 ? 1 : 0;
    for (; !waiting_.empty() && waiting_.front(); waiting_.pop_front()) {
      file_.add(*waiting_.front());
    }
  }

  const Sweep& sweep_;
  SweepFile& file_;
  std::size_t next_;  // To begin.
  std::size_t last_;
  std::deque<std::optional<Summary>> waiting_;  // From the next row of the file on: those that are known.
  std::size_t done_ = 0;
  std::size_t diverged_ = 0;
  std::size_t working_ = 0;  // Threads.
  std::exception_ptr failure_;
  std::mutex mutex_;
  std::condition_variable finished_;
  std::vector<std::thread> threads_;
};

/// Reports the progress on stderr: in one line on a terminal, else in a line every ten seconds.
class Progress {
 public:
  Progress(std::size_t before, std::size_t all) : before_(before), all_(all) {}

  /// `done` runs are done, besides those that were before.
  void show(std::size_t done) {
    const auto now = Clock::now();
    if (!isTerminal_ && now - shown_ < kReportEvery) {
      return;
    }
    shown_ = now;
    const double elapsed = std::chrono::duration<double>(now - start_).count();
    const double left = elapsed / static_cast<double>(done) * static_cast<double>(all_ - before_ - done);
    std::cerr << (isTerminal_ ? "\r\x1b[K" : "reluscope: ") << counted(before_ + done) << " of " << counted(all_)
              << " runs";
    if (done > 0) {
      std::cerr << " · " << groupedDigits(std::ceil(left)) << " s left";
    }
    std::cerr << (isTerminal_ ? "" : "\n") << std::flush;
  }

  void clear() const {
    if (isTerminal_) {
      std::cerr << "\r\x1b[K" << std::flush;
    }
  }

  /// The last line, on a terminal.
  void end(std::size_t done, std::size_t diverged) const {
    clear();
    if (isTerminal_) {
      std::cerr << counted(done) << " runs in "
                << groupedDigits(std::ceil(std::chrono::duration<double>(Clock::now() - start_).count())) << " s, "
                << counted(diverged) << " of which diverged\n";
    }
  }

 private:
  bool isTerminal_ = isatty(STDERR_FILENO) != 0;
  std::size_t before_;
  std::size_t all_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_ = start_;
};

void refuseHugeTable(const SweepTable& table, RunRange range) {
  if (range.first == range.last) {
    return;
  }
  const double bytes =
      static_cast<double>(table.row(range.first, {}).size()) * static_cast<double>(range.last - range.first);
  if (bytes > kMostTableBytes) {
    throw CallError("the table would have about " + groupedDigits(std::round(bytes / 1e8) / 10) +
                    " GB, because each row has its whole experiment; more than " +
                    groupedDigits(kMostTableBytes / 1e9) + " GB are not written: take fewer runs or points");
  }
}

/// Refuses the options of a table for a script, which trains nothing and is written whole.
void refuseForScript(const Call& call) {
  const bool isPart = call.shard.count > 1;
  if (call.resume || isPart || call.jobs) {
    throw CallError(std::string(call.resume ? "--resume"
                                : isPart    ? "--shard"
                                            : "--jobs") +
                    " is for a table: a PyTorch script, --output " + quotation(*call.output) +
                    ", trains nothing and is written whole");
  }
}

}  // namespace

int sweepCommand(const Call& call) {
  const Sweep sweep = parseSweep(call.file ? readExperimentText(*call.file) : "{}", call.settings, call.over);
  sweep.check();
  if (call.output && call.output->ends_with(".py")) {
    refuseForScript(call);
    WholeText script(sweepScript(sweep));
    OutputFile(*call.output).write(script);
    return 0;
  }
  const SweepTable table(sweep, tableFormat(call.output));
  if (const auto note = underflowNote(sweep)) {
    std::cerr << "reluscope: " << *note << '\n';
  }
  const auto [index, count] = call.shard;
  const RunRange range{
      .first = sweep.runs() * (index - 1) / count, .last = sweep.runs() * index / count, .hasHeader = index == 1};
  refuseHugeTable(table, range);
  if (call.resume && !call.output) {
    throw CallError("--resume needs the file to go on with: --output OUT.csv or OUT.ndjson");
  }
  SweepFile file(call.output, table, range, call.resume);
  const std::size_t before = file.next() - range.first;
  const std::size_t all = range.last - range.first;

  listenForSignals();
  Progress progress(before, all);
  Workers workers(sweep, file, range.last);
  workers.start(call.jobs.value_or(processors()));
  bool isStopping = false;
  while (!workers.wait()) {
    if (stopSignal != 0 && !isStopping) {
      isStopping = true;
      workers.stop();
      progress.clear();
      std::cerr << "reluscope: finishing the runs under way; once more ends at once\n";
    } else if (!isStopping) {
      progress.show(workers.done());
    }
  }
  workers.join();
  file.finish();
  workers.rethrow();
  progress.end(workers.done(), workers.diverged());
  if (file.next() < range.last) {
    std::cerr << "reluscope: interrupted after " << counted(file.next() - range.first) << " of " << counted(all)
              << " runs; --resume goes on\n";
    return 128 + stopSignal;
  }
  return 0;
}

}  // namespace reluscope
