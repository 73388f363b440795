"""What one office fills in and hands in and another returns or approves, whatever it is about. D3 4 (一), O3"""
