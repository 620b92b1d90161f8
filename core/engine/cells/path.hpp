#pragma once

namespace reluscope {

/// A compensated sum of lengths (Kahan), since most lengths are too small to change the last place of a plain sum.
class Path {
 public:
  void add(double length) {
    const double whole = length + lost_;
    const double sum = sum_ + whole;
    lost_ = whole - (sum - sum_);
    sum_ = sum;
  }
  [[nodiscard]] double length() const { return sum_; }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

}  // namespace reluscope
