#pragma once

namespace reluscope {

/// A sum of very many lengths, some of them beneath its last place, that loses none of them to rounding (Kahan).
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
